# What fixed the depth and the clearance for one call, and how deep she could have been.
def solve(tools):
    port = Port(Reader(tools), CASE.get("skip", ()))
    call = port.call(port.calls_of(CASE["vessel"], CASE["date"])[0])
    port.use(call["id"])
    label, depth = port.depth_on(call["quay"], call["day"])
    rule, percent, least = port.clearance(call["day"], call["kind"])
    greatest = deepest(depth, percent, least)
    return {
        "depth_from": label,
        "depth": depth / 10,
        "clearance_from": rule,
        "greatest_draught": greatest / 10,
        "could_berth_at_low_water": call["draught"] <= greatest,
        "sources": port.used,
    }
