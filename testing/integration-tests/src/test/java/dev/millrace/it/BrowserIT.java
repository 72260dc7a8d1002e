package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Browser.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the browser of the tests sees what is wrong with a page: else no test that it finds nothing says anything. */
class BrowserIT {

    @Test
    void seesFaultsInTheSchemeThatHasThemAndWhatTheBrowserRefuses(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.html");
        Files.writeString(page, """
                <!doctype html><html lang="en"><head><title>A page</title>
                <meta http-equiv="Content-Security-Policy" content="script-src 'none'">
                <style>body { background: white; color: black }
                @media (prefers-color-scheme: dark) { p { color: #cccccc } }
                div { width: 600px }</style></head>
                <body><main><h1>A page</h1><p>Some words.</p><div>wide</div></main>
                <script>document.title = 'taken over'</script></body></html>
                """);
        try (Browser browser = Browser.start()) {
            browser.show(Scheme.LIGHT).open(page.toUri().toString());
            assertThat(browser.title()).isEqualTo("A page");
            assertThat(browser.faults()).isEmpty();
            assertThat(browser.complaints()).anyMatch(complaint -> complaint.contains("Content Security Policy"));

            browser.show(Scheme.DARK).open(page.toUri().toString());
            assertThat(browser.faults()).singleElement().asString().contains("color-contrast", "Some words");

            assertThat(browser.overhang()).isZero();
            assertThat(browser.width(380).overhang()).isPositive();
        }
    }
}
