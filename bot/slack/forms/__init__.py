"""The forms: each file builds one and reads it back, side by side.

Everything is pure. `read(build(value)) == value`, and `read` takes a view as Slack sends it: what
was typed, and for what was not touched, what the form showed.

A block's id is the name of its field, or `field:n` once its value was replaced (Slack keeps what
was typed as long as the id stays the same). `errors.error_fields` puts a refusal under its field.
All text of a form is plain text, so `Words` for a form escape nothing.
"""
