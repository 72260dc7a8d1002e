package dev.millrace.ops.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of rules and channels: the example of the guide, and what is refused with which words. */
final class AlertFileTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root", "../.."));
    private static final String CHANNELS = "channels:\n- {name: log, kind: log}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void readsTheExampleOfTheGuideWhichHasEveryKind() throws IOException {
        // Secrets are where the example's reader has them; here they lie beside a copy.
        String example = Files.readString(ROOT.resolve("docs/guides/alerts.yaml"))
                .replace("{env: ALERT_WEBHOOK_SECRET}", "{file: webhook-secret}");
        Files.writeString(folder.resolve("webhook-secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
        Files.writeString(folder.resolve("smtp-password"), "secret\n");

        AlertSettings settings = AlertFile.read(write(example));

        assertThat(settings.rules().stream().map(Rule::kind).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Kind.values()));
        assertThat(settings.channels()).hasSize(3);
        assertThat(settings.runbookLink("docs/runbooks/flow-files.md"))
                .isEqualTo("https://wiki.example.com/millrace/docs/runbooks/flow-files.md");
        assertThat(Files.readString(ROOT.resolve("docs/guides/alerts.md")))
                .contains(Arrays.stream(Kind.values())
                        .map(kind -> "| `" + kind.word() + "` |")
                        .toList());
    }

    @Test
    void namesRunbooksThatAreThere() {
        assertThat(Arrays.stream(Kind.values()).map(Kind::runbook).filter(runbook -> !runbook.isEmpty()))
                .allSatisfy(runbook -> assertThat(ROOT.resolve(runbook)).exists());
    }

    @Test
    void takesWhatIsLeftOutFromItsKindAndTellsEveryChannel() throws IOException {
        AlertSettings settings = AlertFile.read(write(CHANNELS + "rules:\n- {name: a, kind: task-failed}\n"));

        assertThat(settings.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(rule.holds()).isZero();
            assertThat(rule.repeat()).hasHours(4);
            assertThat(rule.channels()).containsExactly("log");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: a, kind: task-faild}                     | rules[1].kind is none of task-failed, freshness
            {name: a, kind: task-failed, fro: 1m}           | rules[1].fro is not known here; there are channels, connectors, for
            {name: a, kind: task-failed, for: soon}         | rules[1].for is no time such as 90s, 15m, 4h or 2d: soon
            {name: a b, kind: task-failed}                  | rules[1].name may hold letters
            {kind: task-failed}                             | rules[1].name is missing
            {name: a, kind: task-failed, channels: x}       | rules[1].channels names a channel that the file does not have: x
            {name: a, kind: task-failed, severity: high}    | rules[1].severity is no severity (critical, warning, info): high
            {name: a, kind: task-failed, limit: 1h}         | rules[1].limit is not known here
            {name: a, kind: file-overdue}                   | rules[1].expected-by is missing
            {name: a, kind: file-overdue, expected-by: 6am} | rules[1].expected-by is no time of the day such as 06:00: 6am
            {name: a, kind: file-overdue, expected-by: '06:00', zone: Mars} | rules[1].zone is no time zone such as Europe/Berlin: Mars
            {name: a, kind: file-overdue, expected-by: '06:00', days: [m]}  | rules[1].days is no day such as mon: m
            {name: a, kind: file-overdue, expected-by: '06:00', holidays: [25.12.]} | rules[1].holidays is no date such as 2027-12-25: 25.12.
            {name: a, kind: figure, figure: x}              | rules[1].figure needs one of above, below and grows-by-more-than
            {name: a, kind: figure, figure: x, above: 1, within: 1m} | rules[1].within goes with grows-by-more-than alone
            {name: a, kind: certificate-expiring, addresses: [https://x]} | rules[1].addresses is no HOST:PORT: https://x
            {name: a, kind: credential-expiring}            | rules[1].credentials is missing
            {name: a, kind: credential-expiring, credentials: [{name: x}]} | rules[1].credentials[1].ends-on is missing
            {name: a, kind: credential-expiring, credentials: x} | rules[1].credentials must be a list
            x                                               | rules[1] must hold keys and values
            """)
    void refusesARuleThatIsWrongNamingItsKey(String rule, String sentence) {
        assertRefused(CHANNELS + "rules:\n- " + rule + "\n", sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: a, kind: sms}                             | channels[1].kind is none of log, webhook, email: sms
            {name: a, kind: webhook, url: 'ftp://x/'}        | channels[1].url is no http or https address: ftp://x/
            {name: a, kind: webhook, url: 'http://x/'}       | channels[1].secret is missing: every webhook is signed
            {name: a, kind: webhook, url: 'http://x/', secret: whsec_abc} | channels[1].secret must hold keys and values
            {name: a, kind: webhook, url: 'http://x/', secret: {env: NOT_SET_AT_ALL}} | channels[1].secret is empty, or not there: the environment variable NOT_SET_AT_ALL
            {name: a, kind: webhook, url: 'http://x/', secret: {file: bad}} | channels[1].secret holds as number 1 something that is not
            {name: a, kind: email, host: h, from: x@y.z}     | channels[1].to is missing
            {name: a, kind: email, host: h, from: x, to: a@b.c} | channels[1].from is no mail address: x
            {name: a, kind: email, host: h, from: x@y.z, to: a@b.c, user: u} | channels[1].user and password go together
            {name: a, kind: email, host: h, from: x@y.z, to: a@b.c, port: 99999} | channels[1].port is no port: 99999
            {name: a, kind: log, url: 'http://x/'}           | channels[1].url is not known here
            """)
    void refusesAChannelThatIsWrongNamingItsKeyAndNoSecret(String channel, String sentence) throws IOException {
        Files.writeString(folder.resolve("bad"), "whpk_c2VjcmV0");

        assertRefused("channels:\n- " + channel + "\nrules:\n- {name: a, kind: task-failed}\n", sentence);
    }

    @Test
    void refusesAFileThatIsNone() {
        List.of("", "- a\n", "rules: {\n", "rules: []\nrules: []\n", "rules: []\n", "rule: x\n")
                .forEach(text -> assertRefused(text, "alerts.yaml"));
        assertThatThrownBy(() -> AlertFile.read(folder.resolve("nothing.yaml")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("nothing.yaml can't be read: NoSuchFileException");
    }

    private void assertRefused(String text, String sentence) {
        assertThatThrownBy(() -> AlertFile.read(write(text)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("c2VjcmV0");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("alerts.yaml"), text);
    }
}
