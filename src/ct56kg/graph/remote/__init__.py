"""A graph at a SPARQL 1.1 endpoint, read over its protocol and never written.

`address` and `credentials` say where and as whom, `exchange` carries one request, `endpoint` speaks the
protocol, `store` answers questions, `view` gives the neighbourhood of a change in few requests, `copy` all there is.
"""
