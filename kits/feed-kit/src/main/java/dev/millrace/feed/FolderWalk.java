package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.FolderVisitor;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.kit.ConnectorFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks through the input folders and those below them, the upper ones first, and lists each once. Links come after all
 * folders, so that a folder is known by its own name where it has one: a link to a folder that was listed is not followed,
 * and a circle of links ends. Belongs to the reading thread.
 */
final class FolderWalk {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWalk.class);

    /** Is shown what is found in or below the input folders. */
    interface Visitor {

        /** Whether a folder below an input folder is to be entered. */
        boolean enters(String input, String folder);

        void file(String input, StoredFile file);
    }

    /** A folder to be listed; {@code real} is where it is when all links are followed. */
    private record Folder(String input, String path, String real, int depth) {
        private Folder below(String child) {
            String name = child.substring(child.lastIndexOf('/') + 1);
            return new Folder(input, child, real.endsWith("/") ? real + name : real + "/" + name, depth + 1);
        }

        private boolean isInput() {
            return depth == 0;
        }
    }

    private final FileStore store;
    private final InputSettings settings;
    private final Set<String> closed;
    private final Set<String> warned = new HashSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Set<String> listed = new HashSet<>();
    private final Deque<Folder> folders = new ArrayDeque<>();
    private final Deque<Folder> links = new ArrayDeque<>();

    /**
     * A walk that can be taken again and again.
     *
     * @param closed folders that are never entered from another
     */
    FolderWalk(FileStore store, InputSettings settings, Set<String> closed) {
        this.store = store;
        this.settings = settings;
        this.closed = Set.copyOf(closed);
    }

    /** Shows every file once; files may have been shown when a failure ends the walk. */
    void walk(Visitor visitor) {
        listed.clear();
        unreadable.clear();
        folders.clear();
        links.clear();
        settings.folders().forEach(input -> folders.add(new Folder(input, input, input, 0)));
        while (!folders.isEmpty() || !links.isEmpty()) {
            boolean isLink = folders.isEmpty();
            Folder next = isLink ? links.remove() : folders.remove();
            try {
                resolved(next, isLink).filter(this::isToBeListed).ifPresent(folder -> list(folder, visitor));
            } catch (ConnectorFailure failure) {
                passOver(next, failure);
            }
        }
        warned.retainAll(unreadable);
    }

    /** How many folders the last walk could not list. */
    int unreadable() {
        return unreadable.size();
    }

    private Optional<Folder> resolved(Folder folder, boolean isLink) {
        if (settings.links() == InputSettings.Links.SKIP || (!isLink && !folder.isInput())) {
            return Optional.of(folder);
        }
        Optional<String> real = store.realPath(folder.path());
        return isLink && real.isEmpty()
                ? Optional.empty()
                : Optional.of(new Folder(folder.input(), folder.path(), real.orElse(folder.real()), folder.depth()));
    }

    private boolean isToBeListed(Folder folder) {
        return (folder.isInput() || !(closed.contains(folder.path()) || closed.contains(folder.real())))
                && listed.add(folder.real());
    }

    private void list(Folder folder, Visitor visitor) {
        store.list(folder.path(), new FolderVisitor() {
            @Override
            public void file(StoredFile file) {
                visitor.file(folder.input(), file);
            }

            @Override
            public void folder(String path, boolean isLink) {
                if (folder.depth() >= settings.depth() || !visitor.enters(folder.input(), path)) {
                    return;
                }
                if (!isLink) {
                    folders.add(folder.below(path));
                } else if (settings.links() == InputSettings.Links.FOLLOW) {
                    links.add(folder.below(path));
                }
            }
        });
    }

    /** A folder that is gone, or not there yet, holds up no other; nor does one below an input folder that is locked. */
    private void passOver(Folder folder, ConnectorFailure failure) {
        boolean missing = failure.code().equals(StoreFailure.MISSING);
        boolean lockedBelow = failure.code().equals(StoreFailure.DENIED) && !folder.isInput();
        if (!missing && !lockedBelow) {
            throw failure;
        }
        if (missing && !folder.isInput()) {
            return;
        }
        unreadable.add(folder.path());
        if (warned.add(folder.path())) {
            LOG.warn("{}; it is tried again with every listing", failure.getMessage());
        }
    }
}
