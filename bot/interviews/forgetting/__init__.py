"""Forgetting somebody for good.

`forgetting` says first what there is, then `taking_out` takes it out of each interview, where
`scrubbing` says what stays; `erasing` sees to what is still shown elsewhere. `keeping` does all
that by itself for whoever only applied.
"""
