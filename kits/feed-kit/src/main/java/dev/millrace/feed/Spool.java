package dev.millrace.feed;

import dev.millrace.feed.content.Content;
import dev.millrace.feed.content.Document;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one file on the worker's disk: written once, read as often as needed, gone when closed. In the file each
 * document is its name and its bytes in blocks with their lengths.
 */
final class Spool implements Closeable {

    private static final int BUFFER = 1 << 16;
    private static final int DOCUMENT = 1;
    private static final int END = 0;

    /** Never to be filled up: other things live on the same disk. */
    private static final long KEPT_FREE = 64 << 20;

    private static final long LOOK_EVERY = 8 << 20;

    private final Path path;
    private final String source;
    private final long maxBytes;
    private final Runnable tooLarge;
    private String packing = "";
    private long written;
    private long lookAt;

    Spool(Path path, String source, long maxBytes, Runnable tooLarge) {
        this.path = path;
        this.source = source;
        this.maxBytes = maxBytes;
        this.tooLarge = tooLarge;
    }

    /**
     * Takes in all documents of a file.
     *
     * @param meanwhile called between two blocks
     */
    void fill(Content content, Runnable meanwhile) throws IOException {
        packing = content.packing();
        byte[] block = new byte[BUFFER];
        try (DataOutputStream out = open()) {
            for (Document next = content.next(); next != null; next = content.next()) {
                write(() -> out.write(DOCUMENT));
                String name = next.entry();
                write(() -> out.writeUTF(name.length() > 10_000 ? name.substring(0, 10_000) : name));
                for (int got = next.bytes().read(block);
                        got >= 0;
                        got = next.bytes().read(block)) {
                    int length = got;
                    requireRoom(length);
                    write(() -> {
                        out.writeInt(length);
                        out.write(block, 0, length);
                    });
                    meanwhile.run();
                }
                write(() -> out.writeInt(END));
            }
            write(() -> {
                out.write(END);
                out.flush();
            });
        }
    }

    /** The documents from the first one on. Closing it leaves the spool. */
    Content read() throws IOException {
        return new Spooled(new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER)));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private DataOutputStream open() {
        try {
            return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), BUFFER));
        } catch (IOException failed) {
            throw diskFailed(failed);
        }
    }

    /** What the disk refuses is no fault of the file. */
    private void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException failed) {
            throw diskFailed(failed);
        }
    }

    private RuntimeException diskFailed(IOException failed) {
        return SpoolFolder.full(source, "can't be kept on disk (" + failed.getMessage() + ")");
    }

    private void requireRoom(int more) {
        written += more;
        if (written > maxBytes) {
            tooLarge.run();
            throw SpoolFolder.full(source, "unpacks to more than spool.max.bytes=" + maxBytes);
        }
        if (written >= lookAt) {
            lookAt = written + LOOK_EVERY;
            write(() -> {
                if (Files.getFileStore(path).getUsableSpace() < KEPT_FREE + LOOK_EVERY) {
                    throw SpoolFolder.full(source, "finds no room on the disk of spool.dir");
                }
            });
        }
    }

    private final class Spooled implements Content {
        private final DataInputStream in;
        private @Nullable Blocks current;

        private Spooled(DataInputStream in) {
            this.in = in;
        }

        @Override
        public String packing() {
            return packing;
        }

        @Override
        public boolean isUnproven() {
            return false;
        }

        @Override
        public @Nullable Document next() throws IOException {
            Blocks open = current;
            if (open != null) {
                open.skipRest();
            }
            if (in.read() != DOCUMENT) {
                return null;
            }
            String name = in.readUTF();
            current = new Blocks(in);
            return new Document(name, current);
        }

        @Override
        public void finish() {}

        @Override
        public Optional<String> sha256() {
            return Optional.empty();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static final class Blocks extends FilterInputStream {
        private final DataInputStream data;
        private int left;
        private boolean ended;

        private Blocks(DataInputStream data) {
            super(data);
            this.data = data;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0 && !ended) {
                left = data.readInt();
                ended = left == END;
            }
            if (ended) {
                return -1;
            }
            int got = data.read(bytes, offset, Math.min(length, left));
            if (got < 0) {
                throw new IOException("the spool ended early");
            }
            left -= got;
            return got;
        }

        private void skipRest() throws IOException {
            long unused = skip(Long.MAX_VALUE);
        }

        @Override
        public long skip(long wanted) throws IOException {
            InputStream bytes = this;
            long skipped = 0;
            byte[] block = new byte[BUFFER];
            while (skipped < wanted) {
                int got = bytes.read(block, 0, (int) Math.min(block.length, wanted - skipped));
                if (got < 0) {
                    break;
                }
                skipped += got;
            }
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() {}
    }
}
