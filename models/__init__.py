"""From labelled examples to an artefact and its judgement. For now: the judgement of the rules alone."""
