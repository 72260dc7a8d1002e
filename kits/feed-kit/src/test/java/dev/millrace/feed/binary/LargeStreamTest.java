package dev.millrace.feed.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of many times the heap, in a process of 24 MB; {@code millrace.scale} makes them longer or shorter. */
class LargeStreamTest {

    private static final long BYTES =
            (1L << 30) * Math.max(1, Math.round(Double.parseDouble(System.getProperty("millrace.scale", "1")) * 4)) / 8;

    @ParameterizedTest
    @ValueSource(strings = {"f", "vb", "vs", "trees"})
    @Timeout(300)
    void readsAStreamOfAnySizeInASmallHeap(String kind) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                Program.class.getName(),
                kind,
                Long.toString(BYTES));

        Process process = new ProcessBuilder(command).inheritIO().start();

        assertThat(process.waitFor(290, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** Reads one stream; ends with 1 when something in it is no record. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws IOException {
            Map<String, String> options = new HashMap<>(Map.of("copybook.text", """
                           01 ENTITY.
                              05 KIND PIC X.
                              05 FIRM.
                                 10 TITLE PIC X(90).
                              05 UNIT REDEFINES FIRM.
                                 10 TITLE PIC X(90).
                    """));
            String firm = "'F" + "a".repeat(90) + "'";
            String unit = "'U" + "b".repeat(90) + "'";
            String piece = switch (arguments[0]) {
                case "vb" -> "00C20000 005F0000 " + firm + "005F0000 " + unit;
                case "vs" -> "00050100 'F' 005E0200 '" + "a".repeat(90) + "'";
                default -> firm + unit + unit;
            };
            if (arguments[0].equals("trees")) {
                options.putAll(Map.of(
                        "copybook.type.fields", "KIND",
                        "copybook.types", "F=FIRM, U=UNIT",
                        "copybook.children", "FIRM: UNIT"));
            } else {
                options.put("copybook.framing", arguments[0]);
            }
            ConfigDef definition = new ConfigDef();
            Formats.define(definition);
            AbstractConfig config = new AbstractConfig(definition, options, false);
            Repeated bytes = new Repeated(Bytes.of(piece), Long.parseLong(arguments[1]));
            try (RecordReader reader = BinaryFormat.copybook().open(bytes, ReadContext.fromStart(config, "large"))) {
                Read read = reader.next();
                while (read instanceof Read.Value) {
                    read = reader.next();
                }
                boolean whole = read instanceof Read.End && read.start().offset() == bytes.all;
                System.exit(whole ? 0 : 1);
            }
        }
    }

    /** One piece again and again. */
    private static final class Repeated extends InputStream {
        private final byte[] piece;
        private final long all;
        private long given;

        private Repeated(byte[] piece, long atLeast) {
            this.piece = piece;
            this.all = (atLeast / piece.length + 1) * piece.length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (given == all) {
                return -1;
            }
            int at = (int) (given % piece.length);
            int count = (int) Math.min(Math.min(length, piece.length - at), all - given);
            System.arraycopy(piece, at, buffer, offset, count);
            given += count;
            return count;
        }
    }
}
