package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import java.util.Optional;
import java.util.function.Consumer;

/** Moves files within a store, making the folders that are missing. Belongs to the reading thread. */
final class FileMover {

    private final FileStore store;
    private String knownFolder = "";

    FileMover(FileStore store) {
        this.store = store;
    }

    /**
     * Moves a file to where it is wanted, or to where the policy says.
     *
     * @param before is told each target right before it is tried
     * @return where it is now; empty when the name is taken and the policy is to leave it then
     */
    Optional<String> move(String from, String wanted, NameConflict conflict, Consumer<String> before) {
        if (!FileTemplate.parent(wanted).equals(FileTemplate.parent(from))) {
            ensureFolder(FileTemplate.parent(wanted));
        }
        try {
            return switch (conflict) {
                case NUMBER -> Optional.of(moveToFreeName(from, wanted, before));
                case FAIL -> moveUnlessTaken(from, wanted, before);
                case OVERWRITE -> Optional.of(moveOver(from, wanted, before));
            };
        } catch (ConnectorFailure failure) {
            // Somebody may have removed the folder meanwhile.
            knownFolder = "";
            throw failure;
        }
    }

    private void ensureFolder(String folder) {
        if (!folder.isEmpty() && !folder.equals(knownFolder)) {
            store.createFolder(folder);
            knownFolder = folder;
        }
    }

    private Optional<String> moveUnlessTaken(String from, String target, Consumer<String> before) {
        before.accept(target);
        try {
            store.move(from, target);
            return Optional.of(target);
        } catch (ConnectorFailure failure) {
            if (failure.code().equals(StoreFailure.EXISTS)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private String moveOver(String from, String target, Consumer<String> before) {
        before.accept(target);
        if (store.stat(target).isPresent()) {
            store.delete(target);
        }
        store.move(from, target);
        return target;
    }

    private String moveToFreeName(String from, String name, Consumer<String> before) {
        for (long copy = 1; ; copy++) {
            copy = freeCopy(name, copy);
            Optional<String> target = moveUnlessTaken(from, copyOf(name, copy), before);
            if (target.isPresent()) {
                return target.get();
            }
        }
    }

    /** The number of a name that no file has, at or behind the first; few questions even where thousands are taken. */
    private long freeCopy(String name, long first) {
        if (isFree(name, first)) {
            return first;
        }
        long taken = first;
        long step = 1;
        while (!isFree(name, taken + step)) {
            taken += step;
            step *= 2;
        }
        long free = taken + step;
        while (free - taken > 1) {
            long middle = taken + (free - taken) / 2;
            if (isFree(name, middle)) {
                free = middle;
            } else {
                taken = middle;
            }
        }
        return free;
    }

    private boolean isFree(String name, long copy) {
        return store.stat(copyOf(name, copy)).isEmpty();
    }

    private static String copyOf(String name, long copy) {
        return copy == 1 ? name : name + "." + copy;
    }
}
