package dev.millrace.sftp;

import dev.millrace.feed.store.FolderVisitor;
import dev.millrace.feed.store.StoredFile;
import org.jspecify.annotations.Nullable;

/** Keeps what a visitor throws, to tell it from what the protocol's library throws. Not thread-safe. */
final class GuardedVisitor implements FolderVisitor {

    private final FolderVisitor visitor;
    private @Nullable RuntimeException failure;

    GuardedVisitor(FolderVisitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public void file(StoredFile file) {
        guard(() -> visitor.file(file));
    }

    @Override
    public void folder(String path, boolean isLink) {
        guard(() -> visitor.folder(path, isLink));
    }

    /** Whether the visitor threw that. */
    boolean threw(RuntimeException other) {
        return failure == other;
    }

    /** Throws what the visitor threw, if it did. */
    void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    private void guard(Runnable visit) {
        try {
            visit.run();
        } catch (RuntimeException failed) {
            failure = failed;
            throw failed;
        }
    }
}
