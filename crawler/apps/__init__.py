"""Ads in the traffic and on the screens of apps.

``har`` and ``flows`` read recordings of traffic, ``views`` dumps of screens, ``device`` watches a live device,
``reading`` tells the kinds apart; each gives visits. ``mitmproxy_addon`` runs inside the user's mitmproxy.
"""
