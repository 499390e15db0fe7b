# Reads planar diagrams, one JSON a line ({"rings", "bare", "pd"}), and says of each what Regina says:
# {"free": true | false | null, "by", "ms"}. For Debian's python3 with its package regina-normal.
import json
import sys
import time

import regina

# After simplifying, diagrams with more crossings than this are not given to the exact test, which can take minutes.
MOST_CROSSINGS = 12


def free_of(line):
    rings, pd = line["rings"], [tuple(x) for x in line["pd"]]
    if not pd:
        return True, "no crossing"
    link = regina.Link.fromPD(pd)
    tied = rings - line["bare"]
    assert link.countComponents() == tied, "not the same number of rings"
    link.intelligentSimplify()
    if link.size() == 0:
        return True, "simplified"
    unlink = regina.Link(tied)
    if link.jones() != unlink.jones():
        return False, "jones"
    if tied == 1 and link.size() <= MOST_CROSSINGS:
        return link.complement().isSolidTorus(), "solid torus"
    return None, "not decided"


passes = int(sys.argv[1])
for text in sys.stdin:
    line = json.loads(text)
    best = float("inf")
    for _ in range(passes):
        began = time.perf_counter()
        free, by = free_of(line)
        best = min(best, time.perf_counter() - began)
    print(json.dumps({"free": free, "by": by, "ms": best * 1000}), flush=True)
