"""Makes the files of this directory: one profile in every version of marshal, and code objects in every layout.

    python3.11 make.py PYTHON...        each PYTHON is an interpreter, 2.7 or 3.6 and later

`marshal-N.prof` is one profile with functions, edges, references and names beyond ASCII, written as version N by this
Python; `marshal-2-python2.prof` is the same written by Python 2. `profile-X.Y.prof` is what `python -m profile` of
Python X.Y writes for program.py, and `expected.tsv` what pstats of that Python says of it.
"""
import marshal
import os
import subprocess
import sys

main = ("app/main.py", 1, "main")
work = ("app/größe.py", 20, "работа")
builtin = ("~", 0, "<built-in method builtins.len>")
PROFILE = {
    main: (1, 1, 0.125, 1.1, {}),
    work: (3, 5, 0.875, 0.975, {main: (3, 3, 0.75, 0.975), work: (2, 0, 0.125, 0.3)}),
    builtin: (5000000000, 5000000000, 0.1, 0.1, {work: (5000000000, 5000000000, 0.1, 0.1)}),
}

IN_PYTHON_2 = """
import marshal, sys
profile = eval(sys.stdin.read())
marshal.dump(profile, open("marshal-2-python2.prof", "wb"))
"""

STATISTICS = """
import pstats
stats = pstats.Stats("%s")
names = [name for (file, line, name) in stats.stats if not isinstance(name, str)]
edges = sum(len(value[4]) for value in stats.stats.values())
label = "<code object %%s, file \\"%%s\\", line %%d>"
names = [label %% (name.co_name, name.co_filename, name.co_firstlineno) for name in names]
print("\\t".join(map(str, ["%s", len(stats.stats), edges, stats.total_calls, stats.prim_calls] + names)))
"""

for version in range(5):
    with open("marshal-%d.prof" % version, "wb") as file:
        marshal.dump(PROFILE, file, version)

rows = ["file\tfunctions\tedges\tcalls\tprimitive calls\tcode object\n"]
for python in sys.argv[1:]:
    run = lambda code: subprocess.check_output([python, "-c", code]).decode()
    version = run("import sys; print('%d.%d' % sys.version_info[:2])").strip()
    name = "profile-%s.prof" % version
    if os.path.exists(name):
        os.remove(name)
    subprocess.check_call([python, "-m", "profile", "-o", name, "program.py"])
    rows.append(run(STATISTICS % (name, name)))
    if version == "2.7":
        # Python 2 takes the bytes of its source for those of its strings.
        subprocess.run([python, "-c", IN_PYTHON_2], input=repr(PROFILE).encode(), check=True)
with open("expected.tsv", "w") as file:
    file.writelines(rows)
