"""Which of many targets may violate a rule: one SPARQL query finds the few that are worth judging.

Judging a target costs some microseconds for every rule; of a nation's three million targets few violate any. A rule
therefore becomes a condition that every violating node fulfils, and perhaps some others. Who fulfils it is suspect and
is judged by the evaluator; nobody else can violate the rule. The condition never decides, so it may be generous
wherever SPARQL and SHACL do not mean quite the same.
"""
