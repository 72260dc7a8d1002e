package dev.millrace.feed.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Reads streams that go on with one piece for many times the heap, in a process whose heap the caller bounds. */
final class FuzzFlood {

    private static final int STREAMS = 3;
    private static final long BYTES = 8 << 20;

    private FuzzFlood() {}

    /** Arguments: a format, a seed, a file into which each stream is told before it is read. */
    public static void main(String[] arguments) throws IOException {
        List<FuzzSubject> subjects = FuzzSubjects.of(arguments[0]).stream()
                .filter(subject -> !subject.toString().startsWith("lines")
                        || !subject.toString().contains("pattern"))
                .toList();
        for (int round = 0; round < STREAMS; round++) {
            Random random = new Random(Long.parseLong(arguments[1]) * 31 + round);
            FuzzSubject subject = subjects.get(random.nextInt(subjects.size())).narrow();
            byte[] bytes = subject.bytes();
            int at = random.nextInt(bytes.length + 1);
            int length = 1 + random.nextInt(random.nextBoolean() ? 3 : 200);
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.max(at + 1, Math.min(bytes.length, at + length)));
            Files.writeString(
                    Path.of(arguments[2]), round + ": " + subject + ", from byte " + at + ", " + piece.length);
            long unused = subject.readAll(
                    () -> new SequenceInputStream(new ByteArrayInputStream(bytes, 0, at), new Repeated(piece, BYTES)));
        }
        if (arguments[0].equals("xml")) {
            Files.writeString(Path.of(arguments[2]), "names without end");
            FuzzSubject names = FuzzSubject.of("xml", "names", Map.of("xml.record", "/a/b"), new byte[0]);
            long unused = names.readAll(() -> new NewNames(BYTES));
        }
    }

    /** Elements of which each has another name. */
    private static final class NewNames extends InputStream {
        private final long most;
        private byte[] tag = "<a>".getBytes(StandardCharsets.US_ASCII);
        private int next;
        private long made;

        NewNames(long bytes) {
            most = bytes;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (made >= most) {
                return -1;
            }
            if (next == tag.length) {
                tag = ("<c" + made + "/>").getBytes(StandardCharsets.US_ASCII);
                next = 0;
            }
            int count = Math.min(length, tag.length - next);
            System.arraycopy(tag, next, buffer, offset, count);
            next += count;
            made += count;
            return count;
        }
    }

    /** One piece again and again. */
    private static final class Repeated extends InputStream {
        private final byte[] block;
        private long left;
        private int next;

        Repeated(byte[] piece, long bytes) {
            block = new byte[piece.length * (1 + 4096 / piece.length)];
            for (int i = 0; i < block.length; i++) {
                block[i] = piece[i % piece.length];
            }
            left = bytes;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = Math.min(length, block.length - next);
            System.arraycopy(block, next, buffer, offset, count);
            next = (next + count) % block.length;
            left -= count;
            return count;
        }
    }
}
