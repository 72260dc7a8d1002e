package dev.millrace.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FolderVisitor;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files on an SFTP server (draft-ietf-secsh-filexfer-02), over one session that is kept and opened again when it breaks. */
final class SftpFileStore implements FileStore {

    private static final Logger LOG = LoggerFactory.getLogger(SftpFileStore.class);

    /** What the server refuses without saying why; the session is as good as before. */
    static final String REFUSED = "request-refused";

    /** SSH_FX_FILE_ALREADY_EXISTS of later drafts, which servers send to version 3 too. */
    private static final int ALREADY_EXISTS = 11;

    /** One call of the protocol. */
    @FunctionalInterface
    private interface Call<T> {
        T on(SftpSession session) throws SftpException, JSchException;
    }

    /** One call that brings nothing back. */
    @FunctionalInterface
    private interface Action {
        void on(ChannelSftp channel) throws SftpException, JSchException;
    }

    private final String id;
    private final Deadline deadline;
    private final Connections connections;
    private volatile boolean kindsKnown;
    private volatile boolean kindsTold = true;

    /** Connects nothing yet. The first server names the store, whichever of them it is reached by. */
    SftpFileStore(SftpSettings settings) {
        this.id = "sftp://" + settings.servers().get(0);
        this.deadline = new Deadline(id, settings.deadline(), this::cut);
        this.connections = new Connections(settings, id, deadline);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void list(String folder, FolderVisitor visitor) {
        Listing listing = new Listing(folder, visitor, deadline);
        try {
            learnKinds(folder);
            run(folder, "listing", channel -> {
                if (kindsTold) {
                    channel.ls(quoted(folder), listing);
                } else {
                    // The library looks whether it is a folder, and can't tell: a pattern spares it the look.
                    channel.ls(quoted(folder) + "/*", listing);
                    channel.ls(quoted(folder) + "/.*", listing);
                }
            });
        } catch (ConnectorFailure failure) {
            throw failure.code().equals(StoreFailure.MISSING) && isFolder(folder)
                    ? StoreFailure.unreachable(id + folder, "listing it while a file in it vanished", failure)
                    : failure;
        }
        listing.rethrow();
        listing.links().forEach(link -> follow(link, visitor));
    }

    /** Asks once whether the server's attributes tell files from folders. */
    private void learnKinds(String folder) {
        if (!kindsKnown) {
            SftpATTRS attributes = call(folder, "listing", open -> open.calls().stat(quoted(folder)));
            kindsTold = FileKind.isTold(attributes);
            kindsKnown = true;
        }
    }

    /** Some servers answer a listing with "no such file" when one of its files was moved away meanwhile. */
    private boolean isFolder(String path) {
        SftpATTRS attributes = call(path, "looking at it", open -> open.calls().stat(quoted(path)));
        return FileKind.isTold(attributes) ? attributes.isDir() : opensAsFolder(path);
    }

    private boolean opensAsFolder(String path) {
        try {
            run(path, "looking at it", channel -> {
                channel.ls(quoted(path) + "/*", entry -> ChannelSftp.LsEntrySelector.BREAK);
            });
            return true;
        } catch (ConnectorFailure failure) {
            if (failure.code().equals(StoreFailure.MISSING) || failure.code().equals(REFUSED)) {
                return false;
            }
            throw failure;
        }
    }

    /** The canonical path holds no links on OpenSSH; the protocol does not say so, and other servers leave them. */
    @Override
    public Optional<String> realPath(String folder) {
        String canonical =
                call(folder, "looking where it is", open -> open.calls().realpath(folder));
        return new LinkedPath(this::targetOf).follow(canonical);
    }

    private Optional<String> targetOf(String path) {
        return call(path, "looking where it leads", open -> {
            try {
                return Optional.of(open.calls().readlink(quoted(path)));
            } catch (SftpException noLink) {
                if (isAnswer(noLink)) {
                    return Optional.empty();
                }
                throw noLink;
            }
        });
    }

    @Override
    public Optional<StoredFile> stat(String path) {
        try {
            SftpATTRS attributes =
                    call(path, "looking at it", open -> open.calls().stat(quoted(path)));
            boolean isFile = FileKind.isTold(attributes) ? attributes.isReg() : !opensAsFolder(path);
            return isFile ? Optional.of(Listing.file(path, attributes)) : Optional.empty();
        } catch (ConnectorFailure failure) {
            if (failure.code().equals(StoreFailure.MISSING)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public InputStream open(String path, long at) {
        return call(path, "reading", open -> {
            ChannelSftp channel = open.reading();
            try {
                return new SftpInput(channel, quoted(path), at, deadline);
            } catch (SftpException | RuntimeException failed) {
                channel.disconnect();
                throw failed;
            }
        });
    }

    /** Looks first: the rename of OpenSSH, which the library prefers, would replace the target (PROTOCOL, 3.3). */
    @Override
    public void move(String from, String to) {
        if (stat(to).isPresent()) {
            throw StoreFailure.exists(id, to);
        }
        try {
            run(from, "moving it to " + to, channel -> {
                channel.rename(quoted(from), quoted(to));
            });
        } catch (ConnectorFailure failure) {
            if (failure.code().equals(StoreFailure.MISSING) && stat(from).isPresent()) {
                throw StoreFailure.missing(id, ServerPath.above(to), failure);
            }
            if (failure.code().equals(StoreFailure.EXISTS)) {
                throw StoreFailure.exists(id, to);
            }
            throw failure;
        }
    }

    @Override
    public void delete(String path) {
        run(path, "deleting", channel -> {
            channel.rm(quoted(path));
        });
    }

    @Override
    public void createFolder(String path) {
        if (isExistingFolder(path)) {
            return;
        }
        String above = path.substring(0, path.lastIndexOf('/'));
        if (!above.isEmpty()) {
            createFolder(above);
        }
        try {
            run(path, "making the folder", channel -> {
                channel.mkdir(quoted(path));
            });
        } catch (ConnectorFailure failure) {
            // Another task may have made it meanwhile; version 3 of the protocol has no status for that.
            if (!isExistingFolder(path)) {
                throw failure;
            }
        }
    }

    private boolean isExistingFolder(String path) {
        try {
            return isFolder(path);
        } catch (ConnectorFailure failure) {
            if (failure.code().equals(StoreFailure.MISSING)) {
                return false;
            }
            throw failure;
        }
    }

    /** The plain rename of version 3 replaces nothing, so an older file of that name is removed first. */
    @Override
    public void write(String path, byte[] content) {
        String half = ServerPath.temporary(ServerPath.above(path));
        run(path, "writing", channel -> {
            channel.put(new ByteArrayInputStream(content), quoted(half));
        });
        if (stat(path).isPresent()) {
            delete(path);
        }
        move(half, path);
    }

    @Override
    public void probeWritable(String folder) {
        String probe = ServerPath.temporary(folder);
        run(folder, "writing", channel -> {
            channel.put(new ByteArrayInputStream(new byte[0]), quoted(probe));
            channel.rm(quoted(probe));
        });
    }

    @Override
    public void close() {
        deadline.close();
        connections.close();
    }

    private void cut() {
        connections.cut();
    }

    private void run(String path, String action, Action call) {
        Boolean unused = call(path, action, open -> {
            call.on(open.calls());
            return true;
        });
    }

    private <T> T call(String path, String action, Call<T> call) {
        SftpSession open = connections.session();
        deadline.begins();
        try {
            return call.on(open);
        } catch (SftpException failed) {
            throw translate(failed, path, action);
        } catch (JSchException | RuntimeException failed) {
            cut();
            throw StoreFailure.unreachable(id + path, action, failed);
        } finally {
            deadline.ended();
        }
    }

    private ConnectorFailure translate(SftpException failed, String path, String action) {
        return switch (failed.id) {
            case ChannelSftp.SSH_FX_NO_SUCH_FILE -> StoreFailure.missing(id, path, failed);
            case ChannelSftp.SSH_FX_PERMISSION_DENIED -> StoreFailure.denied(id, path, action, failed);
            case ALREADY_EXISTS -> StoreFailure.exists(id, path);
            default -> {
                if (isAnswer(failed)) {
                    yield new ConnectorFailure(
                            FailureKind.TRANSIENT,
                            REFUSED,
                            id + path + ": the server refuses " + action + " (status " + failed.id + ", "
                                    + failed.getMessage() + ")",
                            failed);
                }
                // The channel may be out of step: a fresh session is cheap, a wrong answer is not.
                cut();
                yield StoreFailure.unreachable(id + path, action, failed);
            }
        };
    }

    /** Whether the server said so, and not the library that lost its way in an answer. */
    private static boolean isAnswer(SftpException failed) {
        String message = failed.getMessage();
        return failed.getCause() == null
                && message != null
                && !message.isEmpty()
                && !message.startsWith("RequestQueue");
    }

    /** Shows what is behind a link; nothing when it leads nowhere or to what may not be seen: one bad link hides no file. */
    private void follow(String link, FolderVisitor visitor) {
        SftpATTRS attributes;
        boolean isFolder;
        try {
            attributes = call(link, "looking at it", open -> open.calls().stat(quoted(link)));
            isFolder = FileKind.isTold(attributes) ? attributes.isDir() : opensAsFolder(link);
        } catch (ConnectorFailure failure) {
            if (failure.kind() == FailureKind.REJECTED || failure.code().equals(REFUSED)) {
                LOG.debug("{} is passed over: {}", link, failure.getMessage());
                return;
            }
            throw failure;
        }
        if (isFolder) {
            visitor.folder(link, true);
        } else if (FileKind.of(attributes, "") == FileKind.FILE) {
            visitor.file(Listing.file(link, attributes));
        }
    }

    /** The library expands patterns in paths; a name is never one. */
    private static String quoted(String path) {
        return path.replaceAll("([\\\\*?])", "\\\\$1");
    }
}
