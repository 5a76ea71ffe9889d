"""Files nobody here wrote: what they are, and a process apart in which they are taken to pieces.

`arrival` looks at a file from outside: its size, its kind by content, its hash. `isolation`
has it read in a child process with limits of time and memory. In there `package` judges an
Office file by its directory, `parts` by what it holds, `markup` each part in one pass; what
is left is given to the reader that `readers` names. Only plain values come back.
"""
