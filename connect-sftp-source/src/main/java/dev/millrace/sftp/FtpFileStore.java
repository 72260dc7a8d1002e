package dev.millrace.sftp;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FolderVisitor;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.feed.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Files on an FTP server (RFC 959, 3659), with or without TLS. */
final class FtpFileStore implements FileStore {

    /** One call that is about files. */
    @FunctionalInterface
    private interface FilesCall<T> {
        T on(FtpFiles files) throws IOException;
    }

    /** One call that says nothing when it succeeds. */
    @FunctionalInterface
    private interface FilesCommand {
        void on(FtpFiles files) throws IOException;
    }

    private final String id;
    private final FtpConnections connections;

    FtpFileStore(FtpSettings settings) {
        this.id = (settings.tls().isPresent() ? "ftps://" : "ftp://") + settings.host() + ":" + settings.port();
        this.connections = new FtpConnections(settings, id);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void list(String folder, FolderVisitor visitor) {
        GuardedVisitor guarded = new GuardedVisitor(visitor);
        List<String> links = connections.call(folder, "listing", control -> {
            FtpFiles files = files(control);
            files.enter(folder);
            try (FtpInput in = files.listing(folder)) {
                List<String> found = new FtpListing(control, connections.deadline()).show(in, folder, guarded);
                if (connections.isClosed()) {
                    throw new IOException("the store was closed");
                }
                return found;
            } catch (RuntimeException failed) {
                if (guarded.threw(failed)) {
                    return List.of();
                }
                throw failed;
            }
        });
        guarded.rethrow();
        links.forEach(link -> follow(link, visitor));
    }

    /** Shows what is behind a link; nothing when it leads nowhere or to what may not be seen: one bad link hides no file. */
    private void follow(String link, FolderVisitor visitor) {
        Optional<FtpEntry> behind = connections.call(link, "looking at it", control -> FtpLook.behind(control, link));
        behind.ifPresent(entry -> {
            if (entry.type() == FtpEntry.Type.FOLDER) {
                visitor.folder(link, true);
            } else if (entry.type() == FtpEntry.Type.FILE) {
                visitor.file(entry.at(link));
            }
        });
    }

    @Override
    public Optional<StoredFile> stat(String path) {
        return call(path, "looking at it", files -> files.look(path))
                .filter(entry -> entry.type() == FtpEntry.Type.FILE)
                .map(entry -> entry.at(path));
    }

    @Override
    public InputStream open(String path, long at) {
        connections.endReading();
        return connections.call(
                path,
                "reading",
                control -> connections.reading(control, files(control).open(path, at)));
    }

    /** Looks first: most servers rename over what is there. */
    @Override
    public void move(String from, String to) {
        String action = "moving it to " + to;
        command(from, action, files -> {
            if (files.look(to).isPresent()) {
                throw StoreFailure.exists(id, to);
            }
            files.rename(from, to, action);
        });
    }

    @Override
    public void delete(String path) {
        command(path, "deleting", files -> files.delete(path));
    }

    @Override
    public void createFolder(String path) {
        command(path, "making the folder", files -> files.createFolder(path));
    }

    /** Some servers rename over a file, others refuse it, so an older file of that name is removed first. */
    @Override
    public void write(String path, byte[] content) {
        command(path, "writing", files -> {
            String folder = ServerPath.above(path);
            String half = ServerPath.temporary(folder);
            files.store(folder, half, content);
            if (files.look(path).isPresent()) {
                files.delete(path);
            }
            files.rename(half, path, "writing");
        });
    }

    @Override
    public void probeWritable(String folder) {
        command(folder, "writing", files -> {
            String probe = ServerPath.temporary(folder);
            files.store(folder, probe, new byte[0]);
            files.delete(probe);
        });
    }

    @Override
    public void close() {
        connections.close();
    }

    private FtpFiles files(FtpControl control) {
        return new FtpFiles(control, id, connections.deadline());
    }

    private <T> T call(String path, String action, FilesCall<T> call) {
        return connections.call(path, action, control -> call.on(files(control)));
    }

    private void command(String path, String action, FilesCommand command) {
        Boolean unused = call(path, action, files -> {
            command.on(files);
            return true;
        });
    }
}
