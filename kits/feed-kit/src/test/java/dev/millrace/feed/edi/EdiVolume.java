package dev.millrace.feed.edi;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.format.Read;
import dev.millrace.feed.format.ReadContext;
import dev.millrace.feed.format.Survey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;

/** Looks through one generated interchange and reads it, in a process whose heap the caller bounds. */
final class EdiVolume {

    private EdiVolume() {}

    /** Arguments: bytes, record unit, a file. Writes into it the records, the transaction sets, the segments and the milliseconds. */
    public static void main(String[] arguments) throws IOException {
        long bytes = Long.parseLong(arguments[0]);
        AbstractConfig config = EdiRun.config(Map.of("edi.record", arguments[1], "edi.record.max.bytes", "65536"));
        EdiFormat format = new EdiFormat();
        long begin = System.nanoTime();
        Survey survey = format.survey(stream(bytes), ReadContext.fromStart(config, "volume"));
        long surveyed = System.nanoTime();
        long records = 0;
        ReadContext context = new ReadContext(config, "volume", Position.START, "", survey);
        try (EdiReader reader = new EdiReader(stream(bytes), EdiTerms.of(config), context)) {
            for (Read read = reader.next(); !(read instanceof Read.End); read = reader.next()) {
                if (!(read instanceof Read.Value)) {
                    throw new IllegalStateException("set aside at " + read.start());
                }
                records++;
            }
            Files.writeString(
                    Path.of(arguments[2]),
                    String.join(
                            " ",
                            String.valueOf(records),
                            String.valueOf(reader.totals().transactions()),
                            String.valueOf(reader.totals().segments()),
                            String.valueOf((surveyed - begin) / 1_000_000),
                            String.valueOf((System.nanoTime() - surveyed) / 1_000_000)));
        }
    }

    static long transactions(long bytes) {
        return bytes / transaction(1).length();
    }

    private static InputStream stream(long bytes) {
        return new RepeatedInput(transactions(bytes));
    }

    private static String transaction(long number) {
        String control = String.format("%09d", number);
        return "ST*850*" + control + "~\nBEG*00*SA*PO4500001**20250102~\nREF*DP*038~\nPER*BD*BUYER ONE*TE*5555550102~\n"
                + "N1*ST*EXAMPLE STORES*92*0042~\nN3*42 MAIN STREET~\nN4*ANYTOWN*OH*44101*US~\n"
                + "PO1*1*5*EA*2.5**UP*012345678905:A:B~\nPID*F****WIDGET BLUE~\nCTT*1*5~\nSE*11*" + control + "~\n";
    }

    /** One interchange with one group of that many transaction sets. */
    private static final class RepeatedInput extends InputStream {

        private final long count;
        private final byte[] transaction = EdiText.bytes(transaction(1));
        private final int first = indexOf(1);
        private final int second = indexOf(first + 1);
        private long next;
        private byte[] part;
        private int at;

        RepeatedInput(long count) {
            this.count = count;
            this.part = EdiText.bytes(EdiText.isa("000000001") + "GS*PO*SENDER*RECEIVER*20250102*0304*1*X*005010~\n");
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("one byte at a time is too slow");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int copied = 0;
            while (copied < length && fill()) {
                int some = Math.min(length - copied, part.length - at);
                System.arraycopy(part, at, buffer, offset + copied, some);
                at += some;
                copied += some;
            }
            return copied == 0 ? -1 : copied;
        }

        private boolean fill() {
            if (at < part.length) {
                return true;
            }
            at = 0;
            next++;
            if (next <= count) {
                // The reader is to be measured, and not how numbers become texts.
                number(first);
                number(second);
                part = transaction;
            } else if (next == count + 1) {
                part = EdiText.bytes("GE*" + count + "*1~\nIEA*1*000000001~\n");
            } else {
                part = new byte[0];
            }
            return part.length > 0;
        }

        private int indexOf(int from) {
            return transaction(1).indexOf("000000001", from);
        }

        private void number(int from) {
            long left = next;
            for (int i = from + 8; i >= from; i--) {
                transaction[i] = (byte) ('0' + left % 10);
                left /= 10;
            }
        }
    }
}
