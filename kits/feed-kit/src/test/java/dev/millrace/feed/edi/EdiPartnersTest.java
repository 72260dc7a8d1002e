package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Read;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interchanges that are read as the file of partners says. */
class EdiPartnersTest {

    private static final String GOOD = EdiText.x12("000000001", EdiText.group(1, 1));
    private static final String WRONG =
            EdiText.x12("000000002", EdiText.group(1, 1).replace("SE*5", "SE*6"));

    private final Path file;

    EdiPartnersTest(@TempDir Path folder) {
        this.file = folder.resolve("partners.yaml");
    }

    @BeforeEach
    void noPartners() throws IOException {
        partners("unknown: accept\npartners: []\n");
    }

    private void partners(String text) throws IOException {
        Files.writeString(file, text);
    }

    private EdiRun read(String text, String... options) throws IOException {
        return EdiRun.of(text.getBytes(Charset.forName("windows-1252")), options(options));
    }

    private Map<String, String> options(String... options) {
        Map<String, String> all = new HashMap<>(Map.of("edi.partners", file.toString()));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return all;
    }

    private static List<String> replies(EdiRun run) {
        return run.reads().stream()
                .filter(Read.Reply.class::isInstance)
                .map(read -> ((Read.Reply) read).name())
                .toList();
    }

    @Test
    void setsAsideWhoIsNotInTheFile() throws IOException {
        partners("unknown: refuse\npartners:\n  - {name: other, sender: OTHER}\n");

        EdiRun run = read(GOOD + WRONG.replace("SENDER  ", "OTHER   ") + GOOD, "edi.acks", "auto");

        assertThat(run.malformed()).containsExactly("unknown-sender", "se-segment-count", "unknown-sender");
        assertThat(run.values()).isEmpty();
        assertThat(replies(run).get(0)).isEqualTo("ta1-SENDER-000000001.edi");
        assertThat(AcknowledgementCase.content((Read.Reply) run.reads().get(1))).contains("*R*006~");
        Read.Malformed first = (Read.Malformed) run.reads().get(0);
        assertThat(first.start().offset()).isZero();
        assertThat(first.end().offset()).isEqualTo(GOOD.stripTrailing().length());
    }

    @Test
    void setsARefusedInterchangeAsideWithoutTrailerAndWithoutALookBefore() throws IOException {
        partners("unknown: refuse\npartners:\n  - {name: other, sender: OTHER}\n");
        String cut = GOOD.substring(0, GOOD.indexOf("GE*"));
        String other = GOOD.replace("SENDER  ", "OTHER   ");

        EdiRun run = EdiRun.withoutSurvey(EdiText.bytes(cut + other), options());

        assertThat(run.malformed()).containsExactly("unknown-sender");
        assertThat(run.values()).hasSize(1);
    }

    @Test
    void setsTestDataAsideThatIsNoneOfProduction() throws IOException {
        partners("partners:\n  - {name: sender, sender: SENDER, usage: production}\n");

        assertThat(read(GOOD).malformed()).containsExactly("wrong-usage");
        assertThat(read(GOOD.replace("*T*:", "*P*:")).values()).hasSize(1);
    }

    @Test
    void setsAControlNumberAsideThatCameBefore() throws IOException {
        partners("partners:\n  - {name: sender, sender: SENDER, control-numbers: reject}\n");

        EdiRun run = read(GOOD + GOOD, "edi.acks", "ta1");

        assertThat(run.values()).hasSize(1);
        assertThat(run.malformed()).containsExactly("duplicate-interchange");
        assertThat(run.notices()).isEmpty();
        assertThat(AcknowledgementCase.content((Read.Reply) run.reads().get(3))).contains("*R*025~");
    }

    @Test
    void readsWhatAPartnerHasWrongWhereItsEntryOnlyWarns() throws IOException {
        partners("partners:\n  - {name: sender, sender: SENDER, envelope: warn}\n");

        EdiRun run = read(WRONG + WRONG.replace("SENDER  ", "OTHER   "));

        assertThat(run.values()).hasSize(1);
        assertThat(run.notices()).containsExactly("se-segment-count");
        assertThat(run.malformed()).containsExactly("se-segment-count");
    }

    @Test
    void looksThroughAStreamForAPartnerWhoseEntryIsStrict() throws IOException {
        partners("partners:\n  - {name: sender, sender: SENDER, envelope: strict}\n");

        EdiRun run = read(WRONG.replace("SE*6", "SE*5").replace("GE*1", "GE*2"), "edi.envelope", "warn");

        assertThat(run.malformed()).containsExactly("ge-transaction-count");
    }

    @Test
    void answersOnlyPartnersWhoExpectIt() throws IOException {
        partners("partners:\n  - {name: sender, sender: SENDER, acks: \"997\", ack-detail: errors}\n");

        EdiRun run = read(GOOD + GOOD.replace("SENDER  ", "OTHER   "));

        assertThat(replies(run)).containsExactly("997-SENDER-000000001-1.edi");
        assertThat(new EdiFormat().makesReplies(EdiRun.config(options()))).isTrue();
    }

    @Test
    void readsAPartnersTextsInItsCharset() throws IOException {
        partners("partners:\n  - {name: sender, sender: SENDER, charset: windows-1252}\n");
        String text = GOOD.replace("PID*F****secret4711", "PID*F****\u20AC 5");

        EdiRun run = read(text);

        assertThat(String.valueOf(run.values().get(0).value())).contains("\u20AC 5");
    }

    @Test
    void checksAPartnersTransactionSetsByItsSchema() throws Exception {
        String schema = Path.of(Objects.requireNonNull(EdiPartnersTest.class.getResource("/spec/edi/order-850.xml"))
                        .toURI())
                .toString();
        partners("partners:\n  - {name: sender, sender: SENDER, validation: reject, schemas: {850: " + schema + "}}\n");

        EdiRun run = read(GOOD + GOOD.replace("SENDER  ", "OTHER   "), "edi.acks", "997");

        assertThat(run.malformed()).hasSize(1);
        assertThat(run.values()).hasSize(1);
        assertThat(AcknowledgementCase.content((Read.Reply) run.reads().get(1))).contains("AK5*R*5~");
    }

    @Test
    void saysThatAPartnersSchemaIsNone() throws IOException {
        Files.writeString(file.resolveSibling("850.xml"), "no schema");
        partners("partners:\n  - {name: sender, sender: SENDER, schemas: {850: 850.xml}}\n");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("edi.partners ")
                .contains("no StAEDI schema");
    }

    @Test
    void saysThatSegmentsHaveNoSchema() throws IOException {
        Files.copy(
                Objects.requireNonNull(EdiPartnersTest.class.getResourceAsStream("/spec/edi/order-850.xml")),
                file.resolveSibling("850.xml"));
        partners("partners:\n  - {name: sender, sender: SENDER, schemas: {850: 850.xml}}\n");

        assertThat(problems()).isEmpty();
        assertThat(problems("edi.record", "segment")).singleElement().asString().startsWith("edi.partners ");
    }

    @Test
    void refusesACharsetInWhichSeparatorsCannotBeFound() throws IOException {
        partners("partners:\n  - {name: sender, sender: SENDER, charset: IBM037}\n");

        assertThat(problems()).singleElement().asString().contains("charset is IBM037, in which separators");
    }

    private List<String> problems(String... options) {
        List<String> problems = new ArrayList<>();
        AbstractConfig config = EdiRun.config(options(options));
        new EdiFormat().validate(config, (key, sentence) -> problems.add(key + " " + sentence));
        return problems;
    }
}
