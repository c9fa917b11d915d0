"""A real browser: draws a page and records all of it.

::

    find_browser → launch_options, context_options        before any page
    guard(page), Recorder(page)                           before the page is opened
    draw(page) → Drawn, page_of(drawn, …) → Page          after its navigation was answered
    Recorder.settle, exchanges, navigation                before it is closed
"""
