"""Shows the steps of an example as a prompt would: the value of an expression, nothing for a statement, the class of an error."""


def observe(scenario):
    space = {"__name__": "example"}
    exec("\n".join(scenario["opening"]), space)
    return [_outcome(step, space) for step in scenario["steps"]]


def _outcome(step, space):
    try:
        try:
            code = compile(step, "<example>", "eval")
        except SyntaxError:
            exec(step, space)
            return None
        return {"value": repr(eval(code, space))}
    except Exception as error:
        return {"raised": type(error).__name__}
