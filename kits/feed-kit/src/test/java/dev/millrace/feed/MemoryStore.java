package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FolderVisitor;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.feed.store.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One session on {@link MemoryFiles}; as unreliable as told. */
final class MemoryStore implements FileStore {

    static final String ID = "memory://";

    private final MemoryFiles partner;
    private volatile boolean closed;

    MemoryStore(MemoryFiles partner) {
        this.partner = partner;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void list(String folder, FolderVisitor visitor) {
        answer("listing");
        partner.listings.add(folder);
        String real = partner.real(folder);
        if (partner.denied.contains(real)) {
            throw StoreFailure.denied(ID, folder, "listing", null);
        }
        if (!partner.isFolder(real)) {
            throw StoreFailure.missing(ID, folder, null);
        }
        List<String> names = List.copyOf(partner.names());
        names.stream()
                .filter(path -> path.substring(0, path.lastIndexOf('/')).equals(real))
                .forEach(path -> partner.find(path)
                        .ifPresent(file -> visitor.file(
                                new StoredFile(folder + path.substring(real.length()), file.size(), file.modified()))));
        Stream.concat(names.stream(), partner.folders.stream().map(path -> path + "/"))
                .filter(path -> path.startsWith(real + "/") && path.indexOf('/', real.length() + 1) > 0)
                .map(path -> path.substring(real.length(), path.indexOf('/', real.length() + 1)))
                .distinct()
                .forEach(path -> visitor.folder(folder + path, false));
        partner.links.keySet().stream()
                .filter(path -> path.substring(0, path.lastIndexOf('/')).equals(real))
                .forEach(path -> visitor.folder(folder + path.substring(real.length()), true));
    }

    @Override
    public Optional<String> realPath(String folder) {
        answer("resolving");
        return Optional.of(partner.real(folder));
    }

    @Override
    public Optional<StoredFile> stat(String path) {
        answer("looking");
        partner.statCalls.incrementAndGet();
        if (partner.failingStats.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw StoreFailure.unreachable(ID, "looking", null);
        }
        return partner.find(path);
    }

    @Override
    public InputStream open(String path, long at) {
        answer("reading");
        MemoryFiles.Content content = partner.files.get(path);
        if (content == null) {
            throw StoreFailure.missing(ID, path, null);
        }
        if (partner.denied.contains(path)) {
            throw StoreFailure.denied(ID, path, "reading", null);
        }
        partner.opened.add(path + "@" + at);
        int from = (int) Math.min(at, content.bytes().length);
        return new Unreliable(new ByteArrayInputStream(content.bytes(), from, content.bytes().length - from));
    }

    @Override
    public void move(String from, String to) {
        answer("moving");
        partner.write("move", to);
        if (partner.archiveLocked) {
            throw StoreFailure.denied(ID, to, "writing", null);
        }
        if (partner.files.containsKey(to)) {
            throw StoreFailure.exists(ID, to);
        }
        MemoryFiles.Content content = partner.files.remove(from);
        if (content == null) {
            throw StoreFailure.missing(ID, from, null);
        }
        partner.files.put(to, content);
        answered("moving");
    }

    @Override
    public void delete(String path) {
        answer("deleting");
        partner.write("delete", path);
        if (partner.files.remove(path) == null) {
            throw StoreFailure.missing(ID, path, null);
        }
        answered("deleting");
    }

    /** Folders are there as soon as a file is in them. */
    @Override
    public void createFolder(String path) {
        answer("making the folder");
        partner.write("folder", path);
    }

    @Override
    public void write(String path, byte[] content) {
        answer("writing");
        partner.write("write", path);
        partner.files.put(path, new MemoryFiles.Content(content, 0));
        answered("writing");
    }

    @Override
    public void probeWritable(String folder) {
        answer("writing");
        partner.write("probe", folder);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            partner.openStores.decrementAndGet();
        }
    }

    private void answer(String action) {
        while (partner.hanging) {
            try {
                partner.unhang.await();
            } catch (InterruptedException deaf) {
                // A call that hangs hears nothing.
            }
        }
        if (closed || partner.failingCalls.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw StoreFailure.unreachable(ID, action, null);
        }
    }

    /** What was asked was done, but the answer may be lost. */
    private void answered(String action) {
        if (partner.lostAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw StoreFailure.unreachable(ID, action, null);
        }
    }

    /** Gives at most some bytes, then ends or breaks. */
    private final class Unreliable extends FilterInputStream {
        private final AtomicInteger left = new AtomicInteger(partner.cutAfter);

        private Unreliable(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            partner.whileReading.run();
            if (closed) {
                throw new IOException("closed");
            }
            if (left.get() == 0) {
                if (partner.cutsByEnd) {
                    return -1;
                }
                throw new IOException("cut");
            }
            int count = in.read(bytes, offset, Math.min(length, left.get()));
            if (count > 0) {
                left.addAndGet(-count);
                partner.transferred.addAndGet(count);
            }
            return count;
        }
    }
}
