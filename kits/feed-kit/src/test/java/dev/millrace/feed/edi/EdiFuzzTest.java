package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import dev.millrace.feed.format.Survey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interchanges with bytes changed, cut out and doubled: none hangs, and none is more than malformed. */
class EdiFuzzTest {

    private static final int ROUNDS = 400;

    private static final List<String> SEEDS = List.of(
            EdiText.x12("000000001", EdiText.group(1, 2), EdiText.group(2, 1)),
            EdiText.isa("000000002") + "GS*PO*S*R*20250102*0304*7*X*005010~ST*275*0001~BIN*5*a~*\nb~SE*3*0001~GE*1*7~",
            "UNA:+.? '" + EdiText.edifact("UNOC:3", "R1", EdiText.message("1", 5), EdiText.message("2", 5)),
            EdiText.edifact("UNOY:4", "R1", EdiText.message("1", 5)),
            EdiText.tradacoms(2));

    @ParameterizedTest
    @CsvSource({
        "strict, transaction", "strict, segment", "strict, group", "strict, interchange",
        "warn, transaction", "warn, segment", "warn, group", "warn, interchange"
    })
    void readsOnWhateverTheBytesAre(String envelope, String unit) {
        Map<String, String> options =
                Map.of("edi.envelope", envelope, "edi.record", unit, "edi.record.max.bytes", "1024");
        Random random = new Random(20_250_102);

        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(random);

            EdiRun run = Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> EdiRun.of(bytes, options), "round " + round);

            assertTiled(run.reads(), bytes.length, "round " + round);
        }
    }

    @ParameterizedTest
    @CsvSource({"strict, transaction", "strict, segment", "warn, transaction", "warn, segment", "warn, interchange"})
    void resumesBehindAnyRecordWhateverTheBytesAre(String envelope, String unit) throws IOException {
        AbstractConfig config = EdiRun.config(Map.of("edi.envelope", envelope, "edi.record", unit));
        Random random = new Random(20_250_103);

        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(random);
            List<Seen> all = read(bytes, config, Position.START, "");
            if (all.size() > 1) {
                int at = random.nextInt(all.size() - 1);
                Seen before = all.get(at);

                assertThat(read(bytes, config, before.end(), before.state()))
                        .as("round %d, behind %s", round, before)
                        .isEqualTo(all.subList(at + 1, all.size()));
            }
        }
    }

    /** A read, and the state behind it. */
    private record Seen(String read, Position end, String state) {}

    private static List<Seen> read(byte[] bytes, AbstractConfig config, Position from, String state)
            throws IOException {
        EdiFormat format = new EdiFormat();
        Survey survey = format.survey(new ByteArrayInputStream(bytes), ReadContext.fromStart(config, "fuzz"));
        int offset = (int) from.offset();
        InputStream rest = new ByteArrayInputStream(bytes, offset, bytes.length - offset);
        List<Seen> seen = new ArrayList<>();
        try (RecordReader reader = format.open(rest, new ReadContext(config, "fuzz", from, state, survey))) {
            Read read = reader.next();
            while (!(read instanceof Read.End)) {
                seen.add(new Seen(read.toString(), read.end(), reader.state()));
                read = reader.next();
            }
        }
        return seen;
    }

    private static void assertTiled(List<Read> reads, int size, String round) {
        Position boundary = Position.START;
        for (Read read : reads) {
            assertThat(read.start().offset()).as(round).isGreaterThanOrEqualTo(boundary.offset());
            assertThat(read.end().offset()).as(round).isBetween(read.start().offset(), (long) size);
            boundary = read.end();
        }
    }

    private static byte[] mutated(Random random) {
        byte[] bytes = EdiText.bytes(SEEDS.get(random.nextInt(SEEDS.size())) + SEEDS.get(random.nextInt(SEEDS.size())));
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "~*'+:?\n\rISAUNB0".charAt(random.nextInt(15));
                case 2 -> System.arraycopy(bytes, at, bytes, bytes.length - length, length);
                default -> bytes = length < bytes.length ? without(bytes, at, length) : bytes;
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        byte[] rest = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, rest, 0, at);
        System.arraycopy(bytes, at + length, rest, at, rest.length - at);
        return rest;
    }
}
