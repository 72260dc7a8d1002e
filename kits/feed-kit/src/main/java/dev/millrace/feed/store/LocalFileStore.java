package dev.millrace.feed.store;

import dev.millrace.kit.ConnectorFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A folder that the worker has mounted. Paths are those of the machine; symbolic links to files are followed. A file that
 * is moved to another file system is copied there first: keep the archive on the same one.
 */
public final class LocalFileStore implements FileStore {

    private static final String SCHEME = "file://";

    /** One call of the file system. */
    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }

    private final String id;
    private volatile boolean closed;
    private volatile @Nullable SeekableByteChannel reading;

    /** A store that names its mount by nothing but paths. */
    public LocalFileStore() {
        this("");
    }

    /**
     * A store whose mount has a name, the same on every worker.
     *
     * @param name part of the id; may be empty
     */
    public LocalFileStore(String name) {
        this.id = SCHEME + name;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void list(String folder, FolderVisitor visitor) {
        requireOpen(folder, "listing");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder))) {
            for (Path entry : entries) {
                show(entry, visitor);
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException failed) {
            throw translate(folder, "listing", failed);
        }
    }

    private void show(Path entry, FolderVisitor visitor) {
        if (Files.isDirectory(entry)) {
            visitor.folder(entry.toString(), Files.isSymbolicLink(entry));
        } else {
            stat(entry.toString()).ifPresent(visitor::file);
        }
    }

    @Override
    public Optional<String> realPath(String folder) {
        return Optional.of(call(
                folder,
                "looking where it is",
                () -> Path.of(folder).toRealPath().toString()));
    }

    @Override
    public Optional<StoredFile> stat(String path) {
        return call(path, "looking at it", () -> {
            try {
                BasicFileAttributes attributes = Files.readAttributes(Path.of(path), BasicFileAttributes.class);
                return attributes.isRegularFile()
                        ? Optional.of(new StoredFile(
                                path,
                                attributes.size(),
                                attributes.lastModifiedTime().toMillis()))
                        : Optional.<StoredFile>empty();
            } catch (NoSuchFileException missing) {
                return Optional.<StoredFile>empty();
            }
        });
    }

    @Override
    public InputStream open(String path, long at) {
        return call(path, "reading", () -> {
            SeekableByteChannel channel = Files.newByteChannel(Path.of(path)).position(at);
            reading = channel;
            if (closed) {
                channel.close();
            }
            return Channels.newInputStream(channel);
        });
    }

    @Override
    public void move(String from, String to) {
        Path unused = call(from, "moving it to " + to, () -> {
            if (Files.exists(Path.of(to), LinkOption.NOFOLLOW_LINKS)) {
                throw StoreFailure.exists(id, to);
            }
            try {
                return Files.move(Path.of(from), Path.of(to));
            } catch (FileAlreadyExistsException taken) {
                throw StoreFailure.exists(id, to);
            }
        });
    }

    @Override
    public void delete(String path) {
        Boolean unused = call(path, "deleting", () -> {
            Files.delete(Path.of(path));
            return true;
        });
    }

    @Override
    public void createFolder(String path) {
        Path unused = call(path, "making the folder", () -> Files.createDirectories(Path.of(path)));
    }

    @Override
    public void write(String path, byte[] content) {
        Path unused = call(path, "writing", () -> {
            Path target = Path.of(path);
            Path half = target.resolveSibling(".millrace-" + UUID.randomUUID() + ".tmp");
            try {
                Files.write(half, content);
                return Files.move(half, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(half);
            }
        });
    }

    @Override
    public void probeWritable(String folder) {
        Boolean unused = call(folder, "writing", () -> {
            Path probe = Path.of(folder, ".millrace-" + UUID.randomUUID() + ".tmp");
            Files.createFile(probe);
            Files.delete(probe);
            return true;
        });
    }

    @Override
    public void close() {
        closed = true;
        SeekableByteChannel open = reading;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                throw StoreFailure.unreachable(id, "closing", failed);
            }
        }
    }

    private <T> T call(String path, String action, Call<T> call) {
        requireOpen(path, action);
        try {
            return call.run();
        } catch (IOException | InvalidPathException failed) {
            throw translate(path, action, failed);
        }
    }

    private void requireOpen(String path, String action) {
        if (closed) {
            throw StoreFailure.unreachable(id + path, action + " after the store was closed", null);
        }
    }

    private ConnectorFailure translate(String path, String action, Exception failure) {
        if (failure instanceof NoSuchFileException || failure instanceof NotDirectoryException) {
            return StoreFailure.missing(id, path, failure);
        }
        if (failure instanceof AccessDeniedException) {
            return StoreFailure.denied(id, path, action, failure);
        }
        return StoreFailure.unreachable(id + path, action, failure);
    }
}
