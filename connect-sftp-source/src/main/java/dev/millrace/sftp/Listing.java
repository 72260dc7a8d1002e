package dev.millrace.sftp;

import com.jcraft.jsch.ChannelSftp.LsEntry;
import com.jcraft.jsch.ChannelSftp.LsEntrySelector;
import com.jcraft.jsch.SftpATTRS;
import dev.millrace.feed.store.FolderVisitor;
import dev.millrace.feed.store.StoredFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes a folder's files on as they are listed, and keeps its links for later: a call within a call is not possible. */
final class Listing implements LsEntrySelector {

    private final String folder;
    private final FolderVisitor visitor;
    private final Deadline deadline;
    private final List<String> links = new ArrayList<>();
    private @Nullable RuntimeException failure;

    Listing(String folder, FolderVisitor visitor, Deadline deadline) {
        this.folder = folder;
        this.visitor = visitor;
        this.deadline = deadline;
    }

    @Override
    public int select(LsEntry entry) {
        String path = ServerPath.inside(folder, entry.getFilename());
        SftpATTRS attributes = entry.getAttrs();
        try {
            switch (kind(entry)) {
                case LINK -> links.add(path);
                case FILE -> visitor.file(file(path, attributes));
                case FOLDER -> visitor.folder(path, false);
                case OTHER -> {}
            }
        } catch (RuntimeException visitors) {
            // Thrown from here it would leave the answer half read, and come out as a failure of the server.
            failure = visitors;
            return BREAK;
        }
        deadline.begins();
        return CONTINUE;
    }

    /** The folder itself and the one above it are listed too. */
    private static FileKind kind(LsEntry entry) {
        return entry.getFilename().matches("\\.\\.?")
                ? FileKind.OTHER
                : FileKind.of(entry.getAttrs(), String.valueOf(entry.getLongname()));
    }

    /** Throws what the visitor threw. */
    void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    List<String> links() {
        return links;
    }

    static StoredFile file(String path, SftpATTRS attributes) {
        return new StoredFile(path, attributes.getSize(), (attributes.getMTime() & 0xffffffffL) * 1000);
    }
}
