package dev.millrace.feed.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.Survey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Acknowledgements behind the interchanges that they answer, and after every interruption the same ones. */
class EdiAnswersTest {

    private static final String ASKING =
            EdiText.x12("000000001", EdiText.group(1, 3), EdiText.group(2, 1)).replace("*0*T*:", "*1*T*:");
    private static final String PARTLY =
            EdiText.x12("000000002", EdiText.group(1, 3).replace("SE*5*0002", "SE*6*0002"), EdiText.group(2, 2));
    private static final String WRONG_GROUP =
            EdiText.x12("000000003", EdiText.group(1, 2).replace("GE*2", "GE*3"), EdiText.group(2, 1));
    private static final String WRONG =
            EdiText.x12("000000004", EdiText.group(1, 2)).replace("IEA*1", "IEA*7");
    private static final String CUT = ASKING.substring(0, ASKING.indexOf("GE*3*1"));
    /** With a mistake of the schema in a transaction set that has no trailer. */
    private static final String WITHOUT_TRAILER = EdiText.x12("000000005", EdiText.group(1, 2))
            .replaceFirst("BEG.00", "BEG*99")
            .replace("SE*5*0001~\n", "");

    private static final String MESSAGES = EdiText.edifact(
                    "UNOC:3", "R1", EdiText.message("1", 5), EdiText.message("2", 6))
            .replace("0304+R1'", "0304+R1++++1'");
    private static final String ALL = ASKING + PARTLY + WRONG_GROUP + WRONG + MESSAGES + "\n" + CUT;

    static Stream<Arguments> streams() throws URISyntaxException {
        String schemas = "850="
                + Path.of(Objects.requireNonNull(EdiAnswersTest.class.getResource("/spec/edi/order-850.xml"))
                        .toURI());
        List<Arguments> streams = new ArrayList<>();
        for (String text : List.of(ASKING, PARTLY, WRONG_GROUP, WRONG, WITHOUT_TRAILER, MESSAGES, CUT, ALL)) {
            for (String unit : List.of("transaction", "group", "interchange", "segment")) {
                for (String envelope : List.of("strict", "warn")) {
                    Map<String, String> options =
                            Map.of("edi.acks", "auto", "edi.record", unit, "edi.envelope", envelope);
                    streams.add(Arguments.of(text, options));
                    for (String validation : unit.equals("segment") ? List.<String>of() : List.of("report", "reject")) {
                        Map<String, String> more = new HashMap<>(options);
                        more.put("edi.schemas", schemas);
                        more.put("edi.validation", validation);
                        streams.add(Arguments.of(text, more));
                    }
                }
            }
        }
        return streams.stream();
    }

    /** Headers with control numbers behind what used to be kept of them, and one that is longer than all that is kept. */
    static Stream<Arguments> longHeaders() {
        String interchange = EdiText.edifact("UNOC:3", "R1", EdiText.message("1", 5), EdiText.message("2", 5))
                .replace("RECEIVER:14", "RECEIVER:14:" + "?+".repeat(300))
                .replace("0304+R1'", "0304+R1++++1'");
        String group = EdiText.x12("000000001", EdiText.group(1, 3)).replace("X*005010", "X*" + "005010".repeat(100));
        String transaction =
                EdiText.x12("000000001", EdiText.group(1, 3)).replace("ST*850*", "ST*" + "850".repeat(200) + "*");
        return Stream.of(interchange, group, transaction)
                .flatMap(text -> Stream.of(
                        text,
                        text.replace("?+?+", "?+".repeat(20))
                                .replace("005010005010", "005010".repeat(20))
                                .replace("850850", "850".repeat(20))))
                .flatMap(text -> Stream.of("segment", "transaction", "group")
                        .flatMap(unit -> Stream.of("strict", "warn")
                                .map(envelope -> Arguments.of(
                                        text,
                                        Map.of("edi.acks", "auto", "edi.record", unit, "edi.envelope", envelope)))));
    }

    /** A read, what was said of it, and the state behind it. */
    private record Seen(String what, Position end, String state) {}

    @ParameterizedTest
    @MethodSource("streams")
    void givesTheSameAnswersWhereverItIsTakenUpAgain(String text, Map<String, String> options) throws IOException {
        List<Seen> all = read(text, options, Position.START, "");

        assertThat(all).anyMatch(seen -> seen.what().startsWith("reply"));
        for (int i = 0; i < all.size(); i++) {
            Seen at = all.get(i);
            assertThat(read(text, options, at.end(), at.state()))
                    .as("resumed behind %s at %s", at.what(), at.end())
                    .isEqualTo(all.subList(i + 1, all.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("longHeaders")
    void knowsALongHeaderWhereverItIsTakenUpAgain(String text, Map<String, String> options) throws IOException {
        List<Seen> all = read(text, options, Position.START, "");

        for (int i = 0; i < all.size(); i++) {
            Seen at = all.get(i);
            assertThat(read(text, options, at.end(), at.state()))
                    .as("resumed behind %s at %s", at.what(), at.end())
                    .isEqualTo(all.subList(i + 1, all.size()));
        }
    }

    @Test
    void answersBehindTheInterchange() throws IOException {
        List<String> reads = whats(ASKING + PARTLY, Map.of("edi.acks", "auto"));

        assertThat(reads.stream().map(read -> read.split("\n", 2)[0]))
                .containsExactly(
                        "value",
                        "value",
                        "value",
                        "value",
                        "reply ta1-SENDER-000000001.edi accepted",
                        "reply 997-SENDER-000000001-1.edi accepted",
                        "reply 997-SENDER-000000001-2.edi accepted",
                        "value",
                        "malformed se-segment-count",
                        "value",
                        "value",
                        "value",
                        "reply 997-SENDER-000000002-1-at" + ASKING.length() + ".edi partially-accepted",
                        "reply 997-SENDER-000000002-2-at" + ASKING.length() + ".edi accepted");
        assertThat(reads.get(12)).contains("AK2*850*0001~AK5*A~AK2*850*0002~AK5*R*4~AK2*850*0003~AK5*A~AK9*P*3*3*2~");
    }

    @Test
    void rejectsWhatWasSetAsideWithALargerRecord() throws IOException {
        List<String> reads = whats(PARTLY, Map.of("edi.acks", "997", "edi.record", "group"));

        assertThat(reads.stream().map(read -> read.split("\n", 2)[0]))
                .containsExactly(
                        "malformed se-segment-count",
                        "value",
                        "reply 997-SENDER-000000002-1.edi rejected",
                        "reply 997-SENDER-000000002-2.edi accepted");
    }

    @Test
    void acceptsWithErrorsWhatIsReadAllTheSame() throws IOException {
        List<String> reads = whats(PARTLY, Map.of("edi.acks", "997", "edi.envelope", "warn"));

        assertThat(reads).anyMatch(read -> read.startsWith("reply 997-SENDER-000000002-1.edi accepted-with-errors"));
    }

    @Test
    void rejectsATransactionSetThatIsTooLarge() throws IOException {
        String large = "MSG*" + "secret4711".repeat(200) + "~\n";
        String text = EdiText.x12("000000001", EdiText.group(1, 2))
                .replaceFirst("PID", large + "PID")
                .replaceFirst("SE.5", "SE*6");

        List<String> reads = whats(text, Map.of("edi.acks", "997", "edi.record.max.bytes", "1024"));

        assertThat(reads.get(0)).isEqualTo("malformed record-too-large");
        assertThat(reads.get(2)).contains("AK2*850*0001~AK5*R*1~AK2*850*0002~AK5*A~AK9*P*2*2*1~");
    }

    @Test
    void saysNothingWhenNobodyAsks() throws IOException {
        assertThat(whats(ALL, Map.of())).noneMatch(read -> read.startsWith("reply"));
        assertThat(new EdiFormat().makesReplies(EdiRun.config(Map.of()))).isFalse();
    }

    static Map<String, String> repliesOf(String text, Map<String, String> options) throws IOException {
        Map<String, String> replies = new LinkedHashMap<>();
        for (String what : whats(text, options)) {
            if (what.startsWith("reply ")) {
                replies.put(what.split(" ", 3)[1], what.substring(what.indexOf('\n') + 1));
            }
        }
        return replies;
    }

    private static List<String> whats(String text, Map<String, String> options) throws IOException {
        return read(text, options, Position.START, "").stream().map(Seen::what).toList();
    }

    private static List<Seen> read(String text, Map<String, String> options, Position start, String state)
            throws IOException {
        AbstractConfig config = EdiRun.config(options);
        EdiFormat format = new EdiFormat();
        byte[] bytes = text.getBytes(ISO_8859_1);
        Survey survey = format.survey(new ByteArrayInputStream(bytes), new ReadContext(config, "case", start, state));
        int from = (int) start.offset();
        List<Seen> seen = new ArrayList<>();
        try (RecordReader reader = format.open(
                new ByteArrayInputStream(bytes, from, bytes.length - from),
                new ReadContext(config, "case", start, state, survey))) {
            for (Read read = reader.next(); !(read instanceof Read.End); read = reader.next()) {
                seen.add(new Seen(what(read), read.end(), reader.state()));
            }
        }
        return seen;
    }

    private static String what(Read read) {
        if (read instanceof Read.Malformed malformed) {
            return "malformed " + malformed.code();
        }
        if (read instanceof Read.Notice notice) {
            return "notice " + notice.message();
        }
        if (read instanceof Read.Reply reply) {
            Object status = AcknowledgementCase.headers(reply)
                    .lastWithName(AcknowledgementWriter.STATUS)
                    .value();
            return "reply " + reply.name() + " " + status + "\n" + AcknowledgementCase.content(reply);
        }
        return "value";
    }
}
