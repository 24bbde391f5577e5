"""Booking by one line: what the recruiter types, and what everybody sees."""

from typing import Any

READ_BACK = "Fri 27 Nov 2026, 15:00–15:45 Madrid (Ana: 14:00 London · Pat: 09:00 New York)"


def test_the_words_come_in_any_order(play: Any) -> None:
    for line in (
        "@ana with @pat fri 3pm 45m video",
        "video 45m fri 3pm with @pat @ana",
        "with @pat fri 3pm video for @ana for 45m",
        "book @ana with @pat fri 3pm 45m video",
        "schedule @ana fri 15:00-15:45 video with @pat",
        "new for @ana with @pat video fri 3pm for 45 min",
        "Ana Ruiz with Pat Chen fri 3pm 45m by video",
    ):
        play(f"""
            sam: {line}
            sam | Book this interview?
            sam | *Ana Ruiz* is interviewed by *Pat Chen*
            sam | {READ_BACK}
            sam | Will be told: Ana Ruiz and Pat Chen
            ana .
        """)


def test_a_line_is_read_back_and_one_button_books_it(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video at https://meet.example.com/x
        sam | Video call · https://meet.example.com/x
        sam | [Book] [Open form] [Never mind]
        sam: [Book]
        sam | Booked: Ana Ruiz is interviewed by Pat Chen.
        sam + Booked: Ana Ruiz is interviewed by Pat Chen. I'll tell you here what they answer.
        sam + [Edit] [Cancel interview] [Record Ana's yes] [Record Pat's yes]
        ana + 14:00 (London time), Fri 27 Nov: your video interview with Acme. Open to answer.
        ana + Sam from Acme has arranged a video interview for you with Pat Chen.
        ana + [Join] [I'll be there] [Another time] [I can't come]
        ana + #1 · arranged by Sam from Acme
        pat + 09:00 (New York time), Fri 27 Nov: your video interview with Ana for Acme.
        pat + Sam has arranged a video interview: you meet Ana Ruiz. Can you be there?
        pat + [Join] [I'll be there] [Another time] [Can't make it]
        bob .
    """)


def test_the_kind_comes_from_the_place(play: Any) -> None:
    play("""
        sam: @ana with @pat thu 4pm https://meet.example.com/x
        sam | Video call · https://meet.example.com/x
        sam: @ana with @pat thu 4pm at +34 600 111 222
        sam | Phone call · +34 600 111 222
        sam: @ana with @pat thu 4pm in person at Room 2
        sam | In person · Room 2
        sam: @ana with @pat thu 4pm at Room 2
        sam | New interview
        sam | Kind: ( ) Video call ( ) Phone call ( ) In person
        sam | Link, number or address: <Room 2>
    """)


def test_what_is_missing_opens_the_form_with_the_rest_filled_in(play: Any) -> None:
    play("""
        sam: @ana with @pat video
        sam | Who is interviewed?: <Ana Ruiz>
        sam | Who interviews?: <Pat Chen>
        sam | Day: <>
        sam | Length: <30 minutes>
        sam | Kind: (x) Video call
        sam ! needed
        sam: Day = 2026-11-27
        sam: Time = 15:00
        sam: [Book]
        ana + Sam from Acme has arranged
        pat + you meet Ana Ruiz
    """)


def test_without_an_interviewer_ones_own_name_stands_in_the_form(play: Any) -> None:
    play("""
        sam: @ana fri 3pm 45m video
        sam | Who interviews?: <Sam Rivera>
        sam | Fri 27 Nov 2026, 15:00–15:45 Madrid (14:00 London)
        sam: [Book]
        sam + Booked: you interview Ana Ruiz.
        ana + with Sam Rivera
    """)


def test_words_that_are_left_over_stand_in_quotes_in_the_form(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 1h video gibberish please
        sam | Not used yet: “gibberish please”.
        sam | Day: <2026-11-27>
        sam | Time: <15:00>
        sam | Length: <1 hour>
        sam | Kind: (x) Video call
    """)


def test_a_time_that_is_not_clear_is_asked_for_and_not_guessed(play: Any) -> None:
    play("""
        sam: @ana with @pat mon 3pm 45m video
        sam | Today, or a week from today?
        ana .
        sam: @ana with @pat mon 3pm 45m video blue
        sam | Not used yet: “blue mon 3pm 45m”.
        sam | Today, or a week from today?
        sam | Who is interviewed?: <Ana Ruiz>
    """)


def test_one_interview_has_one_of_each(play: Any) -> None:
    play("""
        sam: @ana with @pat and @lee fri 3pm video
        sam | One interview has one of each, and these are two who interview: @pat, @lee.
        sam | Not used yet: “@pat @lee”.
        sam | Who interviews?: <Type a name or an e-mail address>
        sam: [Never mind]
        sam: @ana and @bob with @pat fri 3pm video
        sam | these are two to be interviewed: @ana, @bob. Book two, or which?
        sam | Who is interviewed?: <Type a name or an e-mail address>
        sam | Who interviews?: <Pat Chen>
    """)


def test_for_and_a_bare_number_is_asked_about(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm video for 1
        sam | Does “for 1” mean hours or minutes?
        sam | [@ana with @pat fri 3pm video for 1h]
        sam: [@ana with @pat fri 3pm video for 1h]
        sam | 15:00–16:00 Madrid
    """)


def test_somebody_who_is_not_in_slack_is_told_by_the_recruiter(play: Any) -> None:
    play("""
        sam: for "Ana Ruiz <ana@x.com>" with @pat thu 3pm phone at +34 600 111 222
        sam | *Ana Ruiz* is interviewed by *Pat Chen*
        sam | Will be told: Pat Chen · Not in Slack, so I can't tell them: Ana Ruiz
        sam | Please tell them yourself; I have the text for you.
        sam: [Book]
        sam + [Record Ana's yes] [Text for Ana] [Record Pat's yes]
        pat + you meet Ana Ruiz
        ana .
        sam: [Text for Ana]
        sam | Ana is not in Slack. Here is a text that you can send them:
        sam | Hello Ana,
        sam | Sam from Acme has arranged a phone interview for you with Pat Chen.
        sam | When: Thu 26 Nov 2026, 15:00–15:30 Madrid (phone call)
        sam | Where: +34 600 111 222
        sam: [Record Ana's yes]
        sam ~ Ana said yes · Pat has not answered yet
        pat ~ Ana said yes · You have not answered yet
        pat: 1 propose thu 11:00
        pat: [Propose]
        sam + could not reach Ana about Ana's phone interview with Pat for Acme.
        sam + I could not reach Ana Ruiz about this interview. Please tell them yourself.
        sam + [Record Ana's yes] [Text for Ana]
        sam: [Text for Ana]
        sam | Pat Chen would like another time: Thu 26 Nov 2026, 17:00–17:30 Madrid.
        sam: 1 cancel
        sam: [Cancel interview]
        sam ~ [Text for Ana]
        sam: [Text for Ana]
        sam | Hello Ana, your interview with Acme on Thu 26 Nov 2026, 15:00–15:30 Madrid is off.
    """)


def test_a_time_that_is_taken_names_the_other_interview_and_can_be_booked_all_the_same(
    play: Any,
) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        sam: @bob with @pat fri 3:30pm video
        sam | Pat Chen already has interview #1 then: Fri 27 Nov 2026, 15:00 (Madrid time),
        sam | It overlaps with another interview of one of them.
        sam: [Book anyway]
        bob + Sam from Acme has arranged
    """)


def test_only_recruiters_book_and_others_hear_who_does(play: Any) -> None:
    play("""
        ana: @bob with @pat fri 3pm video
        ana | Only recruiters can book an interview. Please ask one of them: Sam Rivera.
        pat: new
        pat | Only recruiters can book an interview. Please ask one of them: Sam Rivera.
        bob .
    """)


def test_a_public_holiday_is_pointed_out_before_anybody_is_told(play: Any) -> None:
    play("""
        sam: @ana with @pat 25 dec 3pm 45m video
        sam | It is a public holiday: Christmas Day.
        sam ! It is a public holiday where
        sam: @ana with @pat 26 nov 3pm 45m video
        sam | It is a public holiday where Pat Chen is: Thanksgiving Day.
        sam ! It is a public holiday where Ana Ruiz is
        ana .
    """)
