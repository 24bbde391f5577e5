"""What keeps a workspace's interviews apart from all others' in calendars never changes."""

import storage


def test_each_workspace_has_a_calendar_name_of_its_own_for_ever(book: storage.SqlBook) -> None:
    with book.write() as pages:
        first = pages.workspace(None, "Interviews")
        name = pages.calendar_name(first)
        assert pages.workspace("T1", "Vans") == first  # it is adopted
        other = pages.calendar_name(pages.workspace("T2", "Others"))
    with book.read() as pages:
        assert pages.calendar_name(first) == name
        assert len({name, other}) == 2
        assert all(len(each) == 16 for each in (name, other))
