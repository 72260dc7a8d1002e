package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the examples of RFC 9309, and the traps beside them. */
class RobotsRulesTest {

    /** RFC 9309, section 5.1. */
    private static final String SIMPLE = """
            User-Agent: *
            Disallow: *.gif$
            Disallow: /example/
            Allow: /publications/

            User-Agent: foobot
            Disallow:/
            Allow:/example/page.html
            Allow:/example/allowed.gif

            User-Agent: barbot
            User-Agent: bazbot
            Disallow: /example/page.html

            User-Agent: quxbot

            EOF
            """;

    @ParameterizedTest
    @CsvSource({
        "anybot, /example/page.html, false",
        "anybot, /publications/a.html, true",
        "anybot, /publications/a.gif, true",
        "anybot, /a.gif, false",
        "anybot, /a.gif?x=1, true",
        "anybot, /else, true",
        "foobot, /else, false",
        "FooBot, /example/page.html, true",
        "foobot, /example/allowed.gif, true",
        "foobot, /robots.txt, true",
        "barbot, /example/page.html, false",
        "bazbot, /example/page.html, false",
        "bazbot, /example/other.html, true",
        "bazbot, /a.gif, true",
        "quxbot, /example/page.html, true",
    })
    void readsTheSimpleExample(String agent, String path, boolean allowed) {
        assertThat(rules(SIMPLE, agent).allows(path)).isEqualTo(allowed);
    }

    /** RFC 9309, section 5.2. */
    @ParameterizedTest
    @CsvSource({
        "/example/page/, true",
        "/example/page/disallowed.gif, false",
        "/example/page/a.gif, true",
        "/example, false",
    })
    void theLongestMatchDecides(String path, boolean allowed) {
        String text = """
                User-Agent: foobot
                Allow: /example/page/
                Disallow: /example/page/disallowed.gif
                Disallow: /
                """;

        assertThat(rules(text, "foobot").allows(path)).isEqualTo(allowed);
    }

    /** RFC 9309, section 2.2.1: groups of one robot are one group. */
    @Test
    void joinsGroupsOfOneName() {
        String text = """
                user-agent: ExampleBot
                disallow: /foo
                disallow: /bar

                user-agent: *
                disallow: /all

                user-agent: examplebot/1.2
                disallow: /baz
                """;

        RobotsRules rules = rules(text, "EXAMPLEBOT");

        assertThat(rules.allows("/foo")).isFalse();
        assertThat(rules.allows("/bar")).isFalse();
        assertThat(rules.allows("/baz")).isFalse();
        assertThat(rules.allows("/all")).isTrue();
    }

    /** RFC 9309, section 2.2.2, the table of encodings; each rule also forbids what it is written as. */
    @ParameterizedTest
    @CsvSource({
        "/foo/bar?baz=quz, /foo/bar?baz=quz",
        "/foo/bar?baz=https://foo.bar, /foo/bar?baz=https%3A%2F%2Ffoo.bar",
        "/foo/bar?baz=https%3A%2F%2Ffoo.bar, /foo/bar?baz=https://foo.bar",
        "/foo/bar/\u30C4, /foo/bar/%E3%83%84",
        "/foo/bar/%E3%83%84, /foo/bar/%e3%83%84",
        "/foo/bar/%62%61%7A, /foo/bar/baz",
    })
    void comparesEncodedPaths(String rule, String path) {
        RobotsRules rules = rules("user-agent: *\ndisallow: " + rule + "\n", "x");

        assertThat(rules.allows(path)).isFalse();
        assertThat(rules.allows(path.substring(0, path.length() - 1))).isTrue();
    }

    /** RFC 9309, section 2.2.3. */
    @ParameterizedTest
    @CsvSource({
        "/a*/c, /a/b/c, false",
        "/a*/c, /ab, true",
        "/path/*-a*b$, /path/x-a-b, false",
        "/path/*-a*b$, /path/x-a-b-c, true",
        "/*.php$, /x.php, false",
        "/*.php$, /x.php?id=1, true",
        "/file-with-a-%2A.html, /file-with-a-*.html, false",
        "/file-with-a-%2A.html, /file-with-a-b.html, true",
        "/foo-%24, /foo-$, false",
        "/a%2Fb, /a/b, true",
        "*, /anything, false",
        "$, /, true",
    })
    void readsTheSpecialSigns(String rule, String path, boolean allowed) {
        assertThat(rules("user-agent: *\ndisallow: " + rule, "x").allows(path)).isEqualTo(allowed);
    }

    @Test
    void ofTwoRulesAsLongTheOneThatAllowsDecides() {
        assertThat(rules("user-agent: *\nallow: /a\ndisallow: /a\n", "x").allows("/a"))
                .isTrue();
        assertThat(rules("user-agent: *\ndisallow: /a\nallow: /a\n", "x").allows("/a"))
                .isTrue();
    }

    @Test
    @SuppressWarnings("StringConcatToTextBlock") // carriage returns among the line ends
    void passesOverWhatIsNoLineOfItsOwn() {
        String text = String.join(
                "\n",
                "\uFEFFDisallow: /early\r",
                "# User-agent: no\rUser-agent: a # comment",
                "Sitemap: https://x/s.xml",
                "User-agent: b",
                "nonsense",
                "Disallow: /x # why",
                "Disallow:",
                "Foo: bar",
                "Allow: /x/y");

        assertThat(rules(text, "a")).isEqualTo(rules(text, "b"));
        assertThat(rules(text, "a").allows("/x/1")).isFalse();
        assertThat(rules(text, "a").allows("/x/y")).isTrue();
        assertThat(rules(text, "a").allows("/early")).isTrue();
        assertThat(rules(text, "c")).isEqualTo(RobotsRules.NONE);
    }

    @Test
    void readsTheDelayThatNoStandardKnows() {
        assertThat(rules("user-agent: *\ncrawl-delay: 2.5\n", "x").crawlDelay()).contains(Duration.ofMillis(2_500));
        assertThat(rules("user-agent: *\ncrawl-delay: soon\n", "x").crawlDelay())
                .isEmpty();
        assertThat(rules("user-agent: *\ncrawl-delay: 1e99\n", "x").crawlDelay())
                .contains(Duration.ofHours(1));
        assertThat(rules("user-agent: y\ncrawl-delay: 3\nuser-agent: *\ndisallow: /\n", "x")
                        .crawlDelay())
                .contains(Duration.ofSeconds(3));
    }

    @Test
    void readsAtLeastWhatTheStandardDemandsAndNoMoreThanItsLimit() {
        String filler = "# " + "x".repeat(97) + "\n";

        assertThat(rules(filler.repeat(5_119) + "user-agent: *\ndisallow: /a\n", "x")
                        .allows("/a"))
                .isFalse();
        assertThat(rules(filler.repeat(6_000) + "user-agent: *\ndisallow: /a\n", "x")
                        .allows("/a"))
                .isTrue();
    }

    @Test
    void matchesInTimeWhateverTheStars() {
        RobotsRules rules = rules("user-agent: *\ndisallow: /" + "*a".repeat(500) + "$\n", "x");

        assertThat(rules.allows("/" + "a".repeat(2_000) + "b")).isTrue();
    }

    private static RobotsRules rules(String text, String agent) {
        return RobotsRules.parse(text.getBytes(StandardCharsets.UTF_8), agent);
    }
}
