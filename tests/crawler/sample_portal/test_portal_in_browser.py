"""A browser sees what plain HTTP does not."""

from crawler.sample_portal import SamplePortal
from crawler.sample_portal.truth import load_truth

PAGES = (
    "http://portal.finad.test/",
    "http://portal.finad.test/licai/",
    "http://portal.finad.test/house/",
    "http://m.finad.test/",
    "http://spa.finad.test/",
    "http://lab.finad.test/special/cookie-wall-hard",
)
_SEEN = """async () => {
  for (let y = 0; y < 4000; y += 600) { scrollTo(0, y); await new Promise(done => setTimeout(done, 60)); }
  await new Promise(done => setTimeout(done, 1300));
  return true;
}"""


def test_ads_made_by_scripts_frames_and_scrolling_appear_with_all_their_words(
    portal: SamplePortal, chromium: str
) -> None:
    from playwright.sync_api import sync_playwright

    truth = {page.url: page for page in load_truth().pages}
    missing = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", f"--host-resolver-rules=MAP *.test {portal.address}"],
        )
        for url in PAGES:
            size = {"width": 375, "height": 812} if truth[url].is_mobile else {"width": 1366, "height": 900}
            page = browser.new_page(viewport=size)
            page.goto(url.replace(".test/", f".test:{portal.port}/"))
            if "hard" in url:
                page.click("#accept")
                page.wait_for_load_state()
            page.evaluate(_SEEN)
            words = "".join(
                "".join(frame.inner_text("body").split()) for frame in page.frames if frame.url != "about:blank"
            )
            pictures = " ".join(
                source
                for frame in page.frames
                for source in frame.evaluate("[...document.images].filter(i => i.naturalWidth > 1).map(i => i.src)")
            )
            for ad in truth[url].ads:
                texts = ["".join(text.text.split()) for text in ad.texts if text.kind != "image_text"]
                missing += [(ad.ad_id, text) for text in texts if text not in words]
                if ad.banner is not None and ad.ad_id not in {"licai-background", "licai-data-address"}:
                    missing += [] if ad.banner.path.name in pictures else [(ad.ad_id, ad.banner.path.name)]
            page.close()
        browser.close()
    assert missing == []
