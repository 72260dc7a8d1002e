package dev.millrace.sftp;

import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.net.ftp.FTPReply;
import org.jspecify.annotations.Nullable;

/** What one control connection can do with files, and what its server means by a refusal (RFC 959, 3659). */
final class FtpFiles {

    private final FtpControl control;
    private final String id;
    private final Deadline deadline;

    FtpFiles(FtpControl control, String id, Deadline deadline) {
        this.control = control;
        this.id = id;
        this.deadline = deadline;
    }

    /** The data connection over which the file's bytes come. */
    Socket open(String path, long at) throws IOException {
        Socket data = control.transfer("RETR", path, at);
        if (data == null) {
            throw refused(path, "reading");
        }
        return data;
    }

    void rename(String from, String to, String action) throws IOException {
        if (control.ask("RNFR", from) != FTPReply.FILE_ACTION_PENDING) {
            throw refused(from, action);
        }
        if (FTPReply.isPositiveCompletion(control.ask("RNTO", to))) {
            return;
        }
        FtpReply reply = FtpReply.of(control);
        if (reply.isAboutTheFile()) {
            if (look(from).isEmpty()) {
                throw StoreFailure.missing(id, from, reply.cause());
            }
            if (!isFolder(ServerPath.above(to))) {
                throw StoreFailure.missing(id, ServerPath.above(to), reply.cause());
            }
            throw reply.isBusy() ? busy(from, action, reply) : StoreFailure.denied(id, from, action, reply.cause());
        }
        throw refused(from, action);
    }

    void delete(String path) throws IOException {
        if (!FTPReply.isPositiveCompletion(control.ask("DELE", path))) {
            throw refused(path, "deleting");
        }
    }

    void createFolder(String path) throws IOException {
        if (isFolder(path)) {
            return;
        }
        String parent = ServerPath.above(path);
        // A server that does not let us into its root says so when the folder is made.
        if (!parent.equals(path) && !parent.equals("/")) {
            createFolder(parent);
        }
        if (!FTPReply.isPositiveCompletion(control.ask("MKD", path))) {
            FtpReply reply = FtpReply.of(control);
            // Another task may have made it meanwhile.
            if (!isFolder(path)) {
                throw reply.isAboutTheFile()
                        ? StoreFailure.denied(id, path, "making the folder", reply.cause())
                        : busy(path, "making the folder", reply);
            }
        }
    }

    /** Writes a file whose folder that is. */
    void store(String folder, String path, byte[] content) throws IOException {
        Socket data = control.transfer("STOR", path, 0);
        if (data != null) {
            try (data;
                    OutputStream out = data.getOutputStream()) {
                out.write(content);
            }
        }
        if (data == null || !FTPReply.isPositiveCompletion(control.answer())) {
            FtpReply reply = FtpReply.of(control);
            if (!isFolder(folder)) {
                throw StoreFailure.missing(id, folder, reply.cause());
            }
            throw reply.isAboutTheFile() && !reply.isBusy()
                    ? StoreFailure.denied(id, folder, "writing", reply.cause())
                    : busy(folder, "writing", reply);
        }
    }

    /** What is at a path, links followed; empty when nothing is. A listing shows the same size and time. */
    Optional<FtpEntry> look(String path) throws IOException {
        Optional<FtpEntry> seen = FtpLook.at(control, path, this::search);
        return seen.isPresent() && seen.get().type() == FtpEntry.Type.LINK ? FtpLook.behind(control, path) : seen;
    }

    /** Finds one name in a folder, for names that a server would take for patterns or that it shows in listings only. */
    private Optional<FtpEntry> search(String folder, String name) throws IOException {
        if (!isFolder(folder)) {
            return Optional.empty();
        }
        AtomicReference<@Nullable FtpEntry> found = new AtomicReference<>();
        try (FtpInput in = listing(folder)) {
            // To its end: a listing that is left in its middle may cost the connection.
            new FtpListing(control, deadline).read(in, entry -> {
                if (entry.name().equals(name)) {
                    found.set(entry);
                }
            });
        }
        return Optional.ofNullable(found.get());
    }

    private boolean isFolder(String path) throws IOException {
        return FTPReply.isPositiveCompletion(control.ask("CWD", path));
    }

    void enter(String folder) throws IOException {
        if (!isFolder(folder)) {
            throw refused(folder, "listing");
        }
    }

    /** Lists the working folder: a path would be taken for options and patterns. */
    FtpInput listing(String folder) throws IOException {
        Socket data = control.transfer(control.machineListings() ? "MLSD" : "LIST", null, 0);
        if (data == null) {
            throw refused(folder, "listing");
        }
        return new FtpInput(control, data, deadline);
    }

    /** What a refusal means; a second look tells a missing file from a denied one, for which there is one code. */
    private ConnectorFailure refused(String path, String action) throws IOException {
        FtpReply reply = FtpReply.of(control);
        if (control.isNotLoggedIn()) {
            control.close();
            return StoreFailure.unreachable(id + path, action, reply.cause());
        }
        if (!reply.isAboutTheFile() || reply.isBusy()) {
            return busy(path, action, reply);
        }
        if (isFolder(path) || look(path).isPresent() || reply.isDenial()) {
            return reply.code() == FTPReply.FILE_ACTION_NOT_TAKEN && !reply.isDenial()
                    ? busy(path, action, reply)
                    : StoreFailure.denied(id, path, action, reply.cause());
        }
        return StoreFailure.missing(id, path, reply.cause());
    }

    private ConnectorFailure busy(String path, String action, FtpReply reply) {
        return new ConnectorFailure(
                FailureKind.TRANSIENT,
                SftpFileStore.REFUSED,
                id + path + ": the server refuses " + action + " (" + reply.text() + ")",
                reply.cause());
    }
}
