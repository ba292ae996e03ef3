"""The full check of a graph that lies in a store: in batches, by several threads, in little memory.

Of each rule's targets a sieve finds the suspects; only these are judged, by the same evaluator as everywhere.
"""
