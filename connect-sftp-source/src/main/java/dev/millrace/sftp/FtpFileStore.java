package dev.millrace.sftp;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FolderVisitor;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.commons.net.ftp.FTPReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files on an FTP server (RFC 959, 3659), with or without TLS. A control connection serves one transfer at a time, so a second
 * one is opened for calls that are made while a file is read. Both are kept, and opened again when they break.
 */
final class FtpFileStore implements FileStore {

    private static final Logger LOG = LoggerFactory.getLogger(FtpFileStore.class);

    /** What servers say where a 550 alone could mean that nothing is there. */
    private static final Pattern DENIED = Pattern.compile("(?i)permission|denied|not allowed|forbidden|access");

    /** What servers say where a refusal will pass. */
    private static final Pattern BUSY = Pattern.compile("(?i)busy|in use|locked|used by another|try again");

    /** One call of the protocol. */
    @FunctionalInterface
    private interface Call<T> {
        T on(FtpControl control) throws IOException;
    }

    private final FtpSettings settings;
    private final String id;
    private final Deadline deadline;
    /** Takes the transfers, and all calls while none is under way. */
    private volatile @Nullable FtpControl first;
    /** Takes the calls while a file is read. */
    private volatile @Nullable FtpControl second;

    private volatile @Nullable FtpControl active;
    private volatile boolean closed;
    private @Nullable FtpInput stream;

    FtpFileStore(FtpSettings settings) {
        this.settings = settings;
        this.id = (settings.tls().isPresent() ? "ftps://" : "ftp://") + settings.host() + ":" + settings.port();
        this.deadline = new Deadline(id, settings.deadline(), this::cut);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void list(String folder, FolderVisitor visitor) {
        AtomicReference<@Nullable RuntimeException> visitors = new AtomicReference<>();
        FolderVisitor guarded = new FolderVisitor() {
            @Override
            public void file(StoredFile file) {
                guard(() -> visitor.file(file));
            }

            @Override
            public void folder(String path, boolean isLink) {
                guard(() -> visitor.folder(path, isLink));
            }

            private void guard(Runnable visit) {
                try {
                    visit.run();
                } catch (RuntimeException failed) {
                    visitors.set(failed);
                    throw failed;
                }
            }
        };
        List<String> links = call(folder, "listing", control -> {
            enter(control, folder);
            try (FtpInput in = listing(control, folder)) {
                List<String> found = new FtpListing(control, deadline).show(in, folder, guarded);
                if (closed) {
                    throw new IOException("the store was closed");
                }
                return found;
            } catch (RuntimeException failed) {
                if (visitors.get() == failed) {
                    return List.of();
                }
                throw failed;
            }
        });
        RuntimeException failed = visitors.get();
        if (failed != null) {
            throw failed;
        }
        links.forEach(link -> follow(link, visitor));
    }

    @Override
    public Optional<StoredFile> stat(String path) {
        return call(path, "looking at it", control -> look(control, path))
                .filter(entry -> entry.type() == FtpEntry.Type.FILE)
                .map(entry -> entry.at(path));
    }

    @Override
    public InputStream open(String path, long at) {
        FtpInput before = stream;
        if (before != null) {
            before.close();
        }
        return call(path, "reading", control -> {
            Socket data = control.transfer("RETR", path, at);
            if (data == null) {
                throw refused(control, path, "reading");
            }
            FtpInput in = new FtpInput(control, data, deadline);
            stream = in;
            return in;
        });
    }

    /** Looks first: most servers rename over what is there. */
    @Override
    public void move(String from, String to) {
        String action = "moving it to " + to;
        Boolean unused = call(from, action, control -> {
            if (look(control, to).isPresent()) {
                throw StoreFailure.exists(id, to);
            }
            rename(control, from, to, action);
            return true;
        });
    }

    private void rename(FtpControl control, String from, String to, String action) throws IOException {
        if (control.ask("RNFR", from) != FTPReply.FILE_ACTION_PENDING) {
            throw refused(control, from, action);
        }
        if (FTPReply.isPositiveCompletion(control.ask("RNTO", to))) {
            return;
        }
        Reply reply = Reply.of(control);
        if (reply.isAboutTheFile()) {
            if (look(control, from).isEmpty()) {
                throw StoreFailure.missing(id, from, reply.cause());
            }
            if (!isFolder(control, above(to))) {
                throw StoreFailure.missing(id, above(to), reply.cause());
            }
            throw reply.isBusy() ? busy(from, action, reply) : StoreFailure.denied(id, from, action, reply.cause());
        }
        throw refused(control, from, action);
    }

    @Override
    public void delete(String path) {
        Boolean unused = call(path, "deleting", control -> {
            delete(control, path);
            return true;
        });
    }

    private void delete(FtpControl control, String path) throws IOException {
        if (!FTPReply.isPositiveCompletion(control.ask("DELE", path))) {
            throw refused(control, path, "deleting");
        }
    }

    @Override
    public void createFolder(String path) {
        Boolean unused = call(path, "making the folder", control -> {
            create(control, path);
            return true;
        });
    }

    private void create(FtpControl control, String path) throws IOException {
        if (isFolder(control, path)) {
            return;
        }
        String parent = above(path);
        // A server that does not let us into its root says so when the folder is made.
        if (!parent.equals(path) && !parent.equals("/")) {
            create(control, parent);
        }
        if (!FTPReply.isPositiveCompletion(control.ask("MKD", path))) {
            Reply reply = Reply.of(control);
            // Another task may have made it meanwhile.
            if (!isFolder(control, path)) {
                throw reply.isAboutTheFile()
                        ? StoreFailure.denied(id, path, "making the folder", reply.cause())
                        : busy(path, "making the folder", reply);
            }
        }
    }

    /** Some servers rename over a file, others refuse it, so an older file of that name is removed first. */
    @Override
    public void write(String path, byte[] content) {
        Boolean unused = call(path, "writing", control -> {
            String half = inside(above(path), temporary());
            store(control, above(path), half, content);
            if (look(control, path).isPresent()) {
                delete(control, path);
            }
            rename(control, half, path, "writing");
            return true;
        });
    }

    @Override
    public void probeWritable(String folder) {
        Boolean unused = call(folder, "writing", control -> {
            String probe = inside(folder, temporary());
            store(control, folder, probe, new byte[0]);
            delete(control, probe);
            return true;
        });
    }

    private void store(FtpControl control, String folder, String path, byte[] content) throws IOException {
        Socket data = control.transfer("STOR", path, 0);
        if (data != null) {
            try (data;
                    OutputStream out = data.getOutputStream()) {
                out.write(content);
            }
        }
        if (data == null || !FTPReply.isPositiveCompletion(control.answer())) {
            Reply reply = Reply.of(control);
            if (!isFolder(control, folder)) {
                throw StoreFailure.missing(id, folder, reply.cause());
            }
            throw reply.isAboutTheFile() && !reply.isBusy()
                    ? StoreFailure.denied(id, folder, "writing", reply.cause())
                    : busy(folder, "writing", reply);
        }
    }

    @Override
    public void close() {
        closed = true;
        deadline.close();
        end(first);
        end(second);
    }

    /** What is at a path, links followed; empty when nothing is. A listing shows the same size and time. */
    private Optional<FtpEntry> look(FtpControl control, String path) throws IOException {
        Optional<FtpEntry> seen = FtpLook.at(control, path, (folder, name) -> search(control, folder, name));
        return seen.isPresent() && seen.get().type() == FtpEntry.Type.LINK ? FtpLook.behind(control, path) : seen;
    }

    /** Finds one name in a folder, for names that a server would take for patterns or that it shows in listings only. */
    private Optional<FtpEntry> search(FtpControl control, String folder, String name) throws IOException {
        if (!isFolder(control, folder)) {
            return Optional.empty();
        }
        AtomicReference<@Nullable FtpEntry> found = new AtomicReference<>();
        try (FtpInput in = listing(control, folder)) {
            // To its end: a listing that is left in its middle may cost the connection.
            new FtpListing(control, deadline).read(in, entry -> {
                if (entry.name().equals(name)) {
                    found.set(entry);
                }
            });
        }
        return Optional.ofNullable(found.get());
    }

    private static boolean isFolder(FtpControl control, String path) throws IOException {
        return FTPReply.isPositiveCompletion(control.ask("CWD", path));
    }

    private void enter(FtpControl control, String folder) throws IOException {
        if (!isFolder(control, folder)) {
            throw refused(control, folder, "listing");
        }
    }

    /** Lists the working folder: a path would be taken for options and patterns. */
    private FtpInput listing(FtpControl control, String folder) throws IOException {
        Socket data = control.transfer(control.machineListings() ? "MLSD" : "LIST", null, 0);
        if (data == null) {
            throw refused(control, folder, "listing");
        }
        return new FtpInput(control, data, deadline);
    }

    /** Shows what is behind a link; nothing when it leads nowhere or to what may not be seen: one bad link hides no file. */
    private void follow(String link, FolderVisitor visitor) {
        Optional<FtpEntry> behind = call(link, "looking at it", control -> FtpLook.behind(control, link));
        behind.ifPresent(entry -> {
            if (entry.type() == FtpEntry.Type.FOLDER) {
                visitor.folder(link, true);
            } else if (entry.type() == FtpEntry.Type.FILE) {
                visitor.file(entry.at(link));
            }
        });
    }

    private FtpControl control() {
        FtpInput reading = stream;
        FtpControl open = first;
        boolean spare = reading != null && open != null && reading.occupies(open);
        if (spare) {
            open = second;
        }
        active = open;
        if (open != null) {
            deadline.begins();
            try {
                if (open.isAlive()) {
                    return open;
                }
            } finally {
                deadline.ended();
            }
            open.close();
            if (!closed) {
                LOG.debug("{}: the connection was lost; connecting again", id);
            }
        }
        FtpControl fresh = new FtpControl(settings, id, deadline::begins);
        active = fresh;
        if (spare) {
            second = fresh;
        } else {
            first = fresh;
        }
        if (closed) {
            throw StoreFailure.unreachable(id, "connecting after the store was closed", null);
        }
        deadline.begins(fresh.patience());
        try {
            fresh.connect();
        } finally {
            deadline.ended();
        }
        return fresh;
    }

    private <T> T call(String path, String action, Call<T> call) {
        FtpControl control = control();
        deadline.begins();
        try {
            return call.on(control);
        } catch (ConnectorFailure told) {
            throw told;
        } catch (IOException | RuntimeException failed) {
            control.close();
            throw StoreFailure.unreachable(id + path, action, failed);
        } finally {
            deadline.ended();
        }
    }

    /** What a refusal means; a second look tells a missing file from a denied one, for which there is one code. */
    private ConnectorFailure refused(FtpControl control, String path, String action) throws IOException {
        Reply reply = Reply.of(control);
        if (control.isNotLoggedIn()) {
            control.close();
            return StoreFailure.unreachable(id + path, action, reply.cause());
        }
        if (!reply.isAboutTheFile() || reply.isBusy()) {
            return busy(path, action, reply);
        }
        if (isFolder(control, path) || look(control, path).isPresent() || reply.isDenial()) {
            return reply.code == FTPReply.FILE_ACTION_NOT_TAKEN && !reply.isDenial()
                    ? busy(path, action, reply)
                    : StoreFailure.denied(id, path, action, reply.cause());
        }
        return StoreFailure.missing(id, path, reply.cause());
    }

    private ConnectorFailure busy(String path, String action, Reply reply) {
        return new ConnectorFailure(
                FailureKind.TRANSIENT,
                SftpFileStore.REFUSED,
                id + path + ": the server refuses " + action + " (" + reply.text + ")",
                reply.cause());
    }

    private void cut() {
        end(active);
    }

    private static void end(@Nullable FtpControl control) {
        if (control != null) {
            control.close();
        }
    }

    private static String temporary() {
        return ".millrace-" + UUID.randomUUID() + ".tmp";
    }

    private static String inside(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    private static String above(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** An answer that refuses something, kept while other commands are sent. */
    private record Reply(int code, String text) {

        static Reply of(FtpControl control) {
            return new Reply(control.getReplyCode(), control.text());
        }

        boolean isAboutTheFile() {
            return code == FTPReply.FILE_UNAVAILABLE
                    || code == FTPReply.FILE_NAME_NOT_ALLOWED
                    || code == FTPReply.FILE_ACTION_NOT_TAKEN;
        }

        boolean isBusy() {
            return BUSY.matcher(withoutPaths()).find();
        }

        boolean isDenial() {
            return DENIED.matcher(withoutPaths()).find();
        }

        /** A folder may be called like a reason. */
        private String withoutPaths() {
            return text.replaceAll("\\S*/\\S*", "");
        }

        IOException cause() {
            return new IOException(text);
        }
    }
}
