package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.Browser.Scheme;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The console in a browser, over a broker, a worker and partners. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

    private static final int ORDERS = 25;
    /** Pages of one kind that are looked at. */
    private static final int OF_A_KIND = 2;
    /** No name, configuration, record or header may become one of these. */
    private static final String FOREIGN =
            "return document.querySelectorAll('x-evil, script:not([src^=\"/assets/\"]), [onfocus], [onerror], [style]').length";

    private final Browser browser = Browser.start();
    private final ConsoleStage stage = raised();

    private ConsoleStage raised() {
        try {
            return new ConsoleStage();
        } catch (IOException | RuntimeException | AssertionError failed) {
            browser.close();
            throw new IllegalStateException("the stage is not raised", failed);
        }
    }

    @AfterAll
    void close() throws IOException {
        browser.close();
        stage.close();
    }

    @Test
    @Order(1)
    void leadsFromTheMapToTheCauseAndBackToNothingSetAside() {
        String url = stage.console().url();
        logIn(ConsoleStage.OPERATOR);
        stage.order("first.csv", ORDERS);
        awaitReceived(ORDERS);

        // The map shows the flow, and leads to it.
        browser.openUntil(url + "/", stage.sink());
        assertThat(browser.text()).contains(stage.source(), stage.topic(), "127.0.0.1");
        browser.photograph("map");
        browser.click("a[href='/flows/" + stage.sink() + "']").awaitText("shop-integration");
        assertThat(browser.url()).endsWith("/flows/" + stage.sink());
        assertThat(browser.text()).contains("http.url", stage.topic());
        browser.photograph("flow");

        // The receiver breaks: what it refuses is set aside, and an alert says so.
        stage.receiver().answerAll(422);
        stage.order("refused.csv", ORDERS);
        browser.openUntil(url + "/setaside", " " + ORDERS + " records are set aside");
        browser.openUntil(url + "/alerts", stage.sink());
        assertThat(browser.text()).contains("were set aside within");
        browser.photograph("alerts");

        // The cause, and a record with its value.
        browser.openUntil(url + "/setaside/" + stage.setAside(), ORDERS + " records");
        browser.photograph("set-aside");
        browser.click("section[aria-labelledby=records-title] tbody a").awaitText("Key and value");
        assertThat(browser.text()).doesNotContain("row number");
        browser.click("form[action$='/value'] button").awaitText("row number");
        browser.photograph("record");

        // The receiver is repaired; the records are sent again, and nothing is left.
        stage.receiver().answerAll(200);
        browser.open(url + "/setaside/" + stage.setAside() + "/replay");
        browser.click("#origin").type("#reason", "the receiver is repaired");
        browser.click("button[value=try]").awaitText(ORDERS + " of " + ORDERS + " records would be sent");
        browser.confirm("button[value=send]").awaitText(ORDERS + " of " + ORDERS + " records sent");
        browser.photograph("replay");
        awaitReceived(2 * ORDERS);
        browser.confirm("form[action$='/remove'] button").awaitText("was deleted");
        browser.openUntil(url + "/setaside", " 0 records are set aside");
        browser.openUntil(url + "/", " 0 set aside");
        browser.openUntil(url + "/alerts", " 0 firing");
        assertThat(browser.complaints()).isEmpty();
    }

    /** The later one, for what it sets aside stays there. */
    @Test
    @Order(2)
    void hasPagesThatEverybodyCanUseAndThatNobodyTakesOver() {
        stage.hostile();
        logIn(ConsoleStage.OPERATOR);
        browser.openUntil(stage.console().url() + "/", "x-evil");
        browser.openUntil(stage.console().url() + "/setaside", ConsoleStage.HOSTILE_TOPIC);
        browser.complaints();

        SoftAssertions softly = new SoftAssertions();
        Set<String> kinds = new HashSet<>();
        for (String page : pages()) {
            kinds.add(kind(page));
            for (Scheme scheme : Scheme.values()) {
                browser.show(scheme).open(stage.console().url() + page);

                softly.assertThat(browser.faults()).as(scheme + " " + page).isEmpty();
                softly.assertThat(browser.complaints()).as(page).isEmpty();
                softly.assertThat(browser.run(FOREIGN)).as(page).isEqualTo(0L);
                softly.assertThat(browser.all("h1")).as(page).hasSize(1);
                browser.photograph(kind(page).replaceAll("\\W+", "-") + "-" + scheme);
            }
            softly.assertThat(browser.width(380).overhang())
                    .as(page + " on a phone")
                    .isZero();
            browser.photograph(kind(page).replaceAll("\\W+", "-") + "-phone");
            browser.width(1280);
        }
        softly.assertAll();
        assertThat(kinds)
                .contains(
                        "/",
                        "/flows/*",
                        "/setaside",
                        "/setaside/*",
                        "/setaside/*/*/*",
                        "/setaside/*/replay",
                        "/preview",
                        "/alerts");
    }

    @Test
    @Order(3)
    void appliesAConfigurationByItsFormAndWritesDownWhichSettingsChange() {
        logIn(ConsoleStage.OPERATOR);
        browser.open(stage.console().url() + "/preview/forms");
        browser.type("#config", stage.configuration());
        browser.click("form.card button.main").awaitText("Options that are left empty");

        browser.type("input[name='set.tasks.max']", "2");
        browser.click("button[formaction$='/compare']").awaitText("What changes");
        assertThat(browser.text()).contains("changed tasks.max 1 2");
        assertThat(audited("connector.apply")).isEmpty();
        browser.click("button[formaction='/preview/apply']").awaitText("See how it runs");

        assertThat(audited("connector.apply"))
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .contains(
                                "\"by\":\"" + ConsoleStage.OPERATOR + "\"",
                                "\"subject\":\"" + stage.sink() + "\"",
                                "\"action\":\"update\"",
                                "\"keys\":[\"tasks.max\"]"));
    }

    private List<String> audited(String event) {
        return stage.audit().values().stream()
                .filter(entry -> entry.contains("\"event\":\"" + event + "\""))
                .toList();
    }

    /** Some pages of each kind that links lead to, from the map on. */
    private List<String> pages() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> found = new HashSet<>(Set.of("/"));
        Deque<String> left = new ArrayDeque<>(found);
        List<String> pages = new ArrayList<>();
        while (!left.isEmpty()) {
            String page = left.poll();
            if (seen.merge(kind(page), 1, Integer::sum) <= OF_A_KIND) {
                pages.add(page);
                browser.open(stage.console().url() + page).links().stream()
                        .map(link -> link.replaceFirst("#.*", ""))
                        .filter(link -> !link.startsWith("/assets/") && found.add(link))
                        .sorted()
                        .forEach(left::add);
            }
        }
        return pages;
    }

    /** The path with a star for each part that names something. */
    private static String kind(String page) {
        String[] parts = page.replaceFirst("\\?.*", "").split("/");
        for (int part = 2; part < parts.length; part++) {
            if (!Set.of("replay", "replays", "forms", "form").contains(parts[part])) {
                parts[part] = "*";
            }
        }
        return parts.length == 0 ? "/" : String.join("/", parts);
    }

    private void logIn(String user) {
        browser.open(stage.console().url(user, ConsoleStage.PASSWORD) + "/");
    }

    private void awaitReceived(int orders) {
        Eventually.holds(orders + " orders are received", () -> stage.receiver().acceptedCount() >= orders);
    }
}
