"""What is near a sheet, what is about the same, who works on the same: found at each request, nothing is kept of it.

`subjects` says what a sheet, an actor or a text is about, each term with what it is worth; `candidates` finds some
hundred sheets that may be alike by its rarest terms; `ranking` sorts them; `related`, `peers` and `starting` are what
pages show.
"""
