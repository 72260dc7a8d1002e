package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.connect.header.Header;
import org.junit.jupiter.api.Test;

class AcknowledgementWriterTest {

    private static final Envelope INTERCHANGE = new Envelope(
            EdiStandard.X12,
            Map.of(
                    "sender",
                    "SENDER",
                    "sender.qualifier",
                    "01",
                    "receiver",
                    "RECEIVER",
                    "receiver.qualifier",
                    "ZZ",
                    "control",
                    "000000123",
                    "version",
                    "00501"));
    private static final Envelope GROUP = new Envelope(
            EdiStandard.X12,
            Map.of("function", "PO", "control", "45", "version", "005010", "sender", "APPS", "receiver", "APPR"));

    @Test
    void headersNameWhomTheAnswerIsForAndWhatItSays() {
        GroupReport group = group(List.of(transaction(1, List.of(finding(EdiProblem.SE_MISSING)))), 1);

        Read.Reply reply = write("997", new InterchangeReport(INTERCHANGE, List.of(group), List.of()));

        assertThat(StreamSupport.stream(AcknowledgementCase.headers(reply).spliterator(), false))
                .extracting(Header::key, Header::value)
                .containsExactly(
                        tuple("edi.ack.type", "997"),
                        tuple("edi.ack.status", "rejected"),
                        tuple("edi.sender", "RECEIVER"),
                        tuple("edi.sender.qualifier", "ZZ"),
                        tuple("edi.receiver", "SENDER"),
                        tuple("edi.receiver.qualifier", "01"),
                        tuple("edi.interchange.control", "000000123"));
    }

    @Test
    void standsBehindTheInterchangeAndIsNamedByWhereItBegins() {
        InterchangeReport report =
                new InterchangeReport(INTERCHANGE, List.of(group(List.of(transaction(1, List.of())), 1)), List.of());
        Position start = new Position(7, 1234, 1);
        Position at = new Position(9, 5678, 1);

        Read.Reply reply = writer("997", StandardCharsets.ISO_8859_1)
                .replies(report, Set.of(), start, at)
                .findFirst()
                .orElseThrow();

        assertThat(reply.name()).isEqualTo("997-SENDER-000000123-45-at1234.edi");
        assertThat(reply.start()).isEqualTo(at);
        assertThat(reply.end()).isEqualTo(at);
    }

    @Test
    void isReadOnly() {
        InterchangeReport report =
                new InterchangeReport(INTERCHANGE, List.of(group(List.of(transaction(1, List.of())), 1)), List.of());

        ByteBuffer content = write("997", report).content();

        assertThatThrownBy(() -> content.put(0, (byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void isWrittenInTheCharsetOfTheInterchange() {
        Envelope interchange = new Envelope(
                EdiStandard.EDIFACT,
                Map.of("sender", "MÜLLER", "receiver", "R", "control", "1", "syntax", "UNOY", "syntax.version", "4"));
        InterchangeReport report = new InterchangeReport(interchange, List.of(), List.of());

        Read.Reply reply = writer("contrl", StandardCharsets.UTF_8)
                .replies(report, Set.of(), Position.START, Position.START)
                .findFirst()
                .orElseThrow();

        assertThat(StandardCharsets.UTF_8.decode(reply.content().duplicate()).toString())
                .contains("+MÜLLER+");
        assertThat(reply.name()).matches("contrl-M-LLER\\.[0-9a-f]+-1\\.edi");
    }

    @Test
    void tellsOneHundredThousandRejectedSetsInBoundedBytes() {
        int sets = 100_000;
        Finding fault = new Finding(EdiProblem.ELEMENT_MISSING, new Place(5, "N1", "L1", 2, 1, 0));
        List<TransactionReport> transactions = IntStream.rangeClosed(1, sets)
                .mapToObj(number -> transaction(number, List.of(fault)))
                .toList();

        Read.Reply reply =
                write("997", new InterchangeReport(INTERCHANGE, List.of(group(transactions, sets)), List.of()));

        String text = AcknowledgementCase.content(reply);
        assertThat(text.split("~AK2\\*", -1)).hasSize(sets + 1);
        assertThat(text.split("~AK4\\*", -1)).hasSize(1000 + 1);
        assertThat(text).contains("~AK9*R*100000*100000*0~SE*");
        assertThat(reply.content().remaining()).isLessThan(32 * sets);
        assertThat(StaediCheck.errors(reply)).isEmpty();
    }

    @Test
    void tellsAllFindingsOfOneSetUpToTheLimit() {
        Finding fault = new Finding(EdiProblem.INVALID_CODE, new Place(5, "N1", "L1", 2, 1, 0));
        List<Finding> findings = Collections.nCopies(150, fault);

        Read.Reply reply = write(
                "997",
                new InterchangeReport(INTERCHANGE, List.of(group(List.of(transaction(1, findings)), 1)), List.of()));

        assertThat(AcknowledgementCase.content(reply).split("~AK3\\*", -1)).hasSize(3);
        assertThat(StaediCheck.errors(reply)).isEmpty();
    }

    @Test
    void makesAnAnswerOnlyWhenItIsAskedFor() {
        List<GroupReport> groups = IntStream.range(0, 50)
                .mapToObj(number -> group(List.of(transaction(1, List.of())), 1))
                .toList();

        List<Read.Reply> first = writer("997", StandardCharsets.ISO_8859_1)
                .replies(
                        new InterchangeReport(INTERCHANGE, groups, List.of()), Set.of(), Position.START, Position.START)
                .limit(3)
                .toList();

        assertThat(first)
                .extracting(Read.Reply::name)
                .containsExactly(
                        "997-SENDER-000000123-45.edi",
                        "997-SENDER-000000123-45-2.edi",
                        "997-SENDER-000000123-45-3.edi");
    }

    @Test
    void aFaultThatIsOnlyNotedDoesNotReject() {
        Finding noted = finding(EdiProblem.SE_SEGMENT_COUNT);
        Finding setAside = finding(EdiProblem.SE_CONTROL_NUMBER);
        GroupReport group = group(
                List.of(
                        transaction(1, List.of(noted)),
                        transaction(2, List.of(noted, setAside)),
                        transaction(3, List.of())),
                3);
        AcknowledgementWriter writer =
                new AcknowledgementWriter(options("997"), setAside::equals, StandardCharsets.ISO_8859_1);

        String text = AcknowledgementCase.content(writer.replies(
                        new InterchangeReport(INTERCHANGE, List.of(group), List.of()),
                        Set.of(),
                        Position.START,
                        Position.START)
                .findFirst()
                .orElseThrow());

        assertThat(text).contains("AK2*850*0001~AK5*E*4~AK2*850*0002~AK5*R*4*3~AK2*850*0003~AK5*A~AK9*P*3*3*2~");
    }

    private static Read.Reply write(String acks, InterchangeReport report) {
        return writer(acks, StandardCharsets.ISO_8859_1)
                .replies(report, Set.of(), Position.START, Position.START)
                .findFirst()
                .orElseThrow();
    }

    private static AcknowledgementWriter writer(String acks, Charset charset) {
        return new AcknowledgementWriter(options(acks), finding -> true, charset);
    }

    private static AcknowledgementOptions options(String acks) {
        return new AcknowledgementOptions(Set.of(acks), AcknowledgementDetail.ALL, 1000);
    }

    private static GroupReport group(List<TransactionReport> transactions, int stated) {
        return new GroupReport(GROUP, transactions, List.of(), stated);
    }

    private static TransactionReport transaction(int number, List<Finding> findings) {
        String control = String.format(Locale.ROOT, "%04d", number);
        Envelope envelope = new Envelope(EdiStandard.X12, Map.of("type", "850", "control", control));
        return new TransactionReport(envelope, findings, 10);
    }

    private static Finding finding(EdiProblem problem) {
        return new Finding(problem, Place.NONE);
    }
}
