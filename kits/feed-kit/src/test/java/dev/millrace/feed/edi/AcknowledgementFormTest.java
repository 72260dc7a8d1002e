package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compares what is written with acknowledgements that others wrote. */
class AcknowledgementFormTest {

    private static final Path FIXTURES = Path.of(System.getProperty("millrace.fixtures", "../../../shared/fixtures"));

    @Test
    void writesThe999OfAnAcceptedGroupAsOthersDo() throws IOException {
        InterchangeReport report = x12(
                Map.of("function", "HC", "control", "17456", "version", "005010X223A2"),
                transaction(EdiStandard.X12, Map.of("type", "837", "control", "0001", "version", "005010X223A2")));

        assertThat(body(report, "auto")).containsExactlyElementsOf(body(fixture("x12/imsweb-x12-999-accepted"), "~"));
    }

    @Test
    void writesThe999OfAnEnrolmentAsOthersDo() throws IOException {
        InterchangeReport report = x12(
                Map.of("function", "BE", "control", "146", "version", "005010X220A1"),
                transaction(EdiStandard.X12, Map.of("type", "834", "control", "146001", "version", "005010X220A1")));

        assertThat(body(report, "auto"))
                .containsExactlyElementsOf(body(fixture("x12/pyx12-834-ls-le-ls-5010-999"), "~"));
    }

    /** But for the reference number of the element (AK402), which only a dictionary of X12 knows, and its copy (AK404). */
    @Test
    void writesThe997OfARejectedGroupAsOthersDo() throws IOException {
        InterchangeReport report = x12(
                Map.of("function", "HC", "control", "000001", "version", "004010X098"),
                transaction(
                        EdiStandard.X12,
                        Map.of("type", "837", "control", "0021"),
                        new Finding(EdiProblem.INVALID_CODE, new Place(8, "NM1", "", 8, 0, 0))));

        assertThat(body(report, "997"))
                .containsExactlyElementsOf(body(fixture("x12/staedi-simple997"), "~").stream()
                        .map(segment -> segment.replace("AK4*8*66*7*MI", "AK4*8**7"))
                        .toList());
    }

    @Test
    void writesTheContrlOfABatchWithARejectedMessageAsOthersDo() throws IOException {
        Map<String, String> orders =
                Map.of("type", "ORDERS", "version", "D96A", "agency", "UN", "association", "EAN008");
        Envelope interchange = new Envelope(
                EdiStandard.EDIFACT,
                Map.of(
                        "sender",
                        "4000001000005",
                        "sender.qualifier",
                        "14",
                        "receiver",
                        "4000004000002",
                        "receiver.qualifier",
                        "14",
                        "control",
                        "REF0001",
                        "syntax",
                        "UNOA",
                        "syntax.version",
                        "4"));
        GroupReport group = new GroupReport(
                new Envelope(EdiStandard.EDIFACT, Map.of()),
                List.of(
                        transaction(EdiStandard.EDIFACT, with(orders, "control", "1")),
                        transaction(
                                EdiStandard.EDIFACT,
                                with(orders, "control", "2"),
                                new Finding(EdiProblem.SEGMENT_MISSING, Place.ofSegment(5, "DTM")),
                                new Finding(EdiProblem.INVALID_CODE, new Place(6, "NAD", "", 1, 1, 0)))),
                List.of(),
                2);

        List<String> body = body(new InterchangeReport(interchange, List.of(group), List.of()), "contrl");

        List<String> others = body(fixture("edifact/edifact-contrl-rejection"), "'");
        assertThat(body.subList(0, 2)).containsExactlyElementsOf(others.subList(0, 2));
        assertThat(others.subList(2, others.size()))
                .containsExactly("UCM+2+ORDERS:D:96A:UN:EAN008+4+12", "UCS+5+13", "UCD+12+2:1");
        assertThat(body.subList(2, body.size()))
                .containsExactly("UCM+2+ORDERS:D:96A:UN:EAN008+4", "UCS+5+13", "UCS+6", "UCD+12+2:1");
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return more;
    }

    private static InterchangeReport x12(Map<String, String> group, TransactionReport transaction) {
        Envelope interchange = new Envelope(
                EdiStandard.X12,
                Map.of("sender", "SENDER", "receiver", "RECEIVER", "control", "000000001", "version", "00501"));
        GroupReport report = new GroupReport(new Envelope(EdiStandard.X12, group), List.of(transaction), List.of(), 1);
        return new InterchangeReport(interchange, List.of(report), List.of());
    }

    private static TransactionReport transaction(
            EdiStandard standard, Map<String, String> envelope, Finding... findings) {
        return new TransactionReport(new Envelope(standard, envelope), List.of(findings), 10);
    }

    private static List<String> body(InterchangeReport report, String acks) {
        AcknowledgementOptions options = new AcknowledgementOptions(Set.of(acks), AcknowledgementDetail.ALL, 1000);
        Read.Reply reply = new AcknowledgementWriter(options, finding -> true, StandardCharsets.ISO_8859_1)
                .replies(report, Set.of(), Position.START, Position.START)
                .findFirst()
                .orElseThrow();
        String text = AcknowledgementCase.content(reply);
        return body(text, text.startsWith("ISA") ? "~" : "'");
    }

    /** The segments between the header of the transaction set and its trailer. */
    private static List<String> body(String text, String terminator) {
        return Arrays.stream(text.split(terminator, -1))
                .map(String::strip)
                .filter(segment -> segment.matches("(AK|IK|CTX|UC[IFMSD]).*"))
                .toList();
    }

    private static String fixture(String name) throws IOException {
        return Files.readString(
                FIXTURES.resolve("edi").resolve(name).resolve("input.edi"), StandardCharsets.ISO_8859_1);
    }
}
