package dev.millrace.feed;

import dev.millrace.feed.store.StoredFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** Which files a task takes: by name, size and age, and by its share of the work. */
final class FileSelection {

    /** What is done about a file. */
    enum Verdict {
        /** This task reads it. */
        TAKEN,
        /** Its name or path is not selected. */
        NAME,
        /** It is too small or too large. */
        SIZE,
        /** It was modified too long ago. */
        AGE,
        /** Another task reads it. */
        SHARE
    }

    private final SelectionSettings settings;
    private final List<NamePattern> include;
    private final List<NamePattern> exclude;
    private final OrderSettings order;
    private final int task;
    private final int tasks;

    /**
     * Takes a share of the files that are selected.
     *
     * @param task from 0
     */
    FileSelection(SelectionSettings settings, OrderSettings order, int task, int tasks) {
        this.settings = settings;
        this.include = settings.include().stream().map(NamePattern::of).toList();
        this.exclude = settings.exclude().stream().map(NamePattern::of).toList();
        this.order = order;
        this.task = task;
        this.tasks = tasks;
    }

    /** Judges a file found in or below an input folder. */
    Verdict judge(String input, StoredFile file, long now) {
        String name = file.name();
        String path = below(input, file.path());
        if (!matchesAny(include, name, path) || matchesAny(exclude, name, path)) {
            return Verdict.NAME;
        }
        if (file.size() < settings.minBytes() || (settings.maxBytes() > 0 && file.size() > settings.maxBytes())) {
            return Verdict.SIZE;
        }
        long maxAge = settings.maxAge().toMillis();
        if (maxAge > 0 && now - file.modified() > maxAge) {
            return Verdict.AGE;
        }
        return isOfThisTask(file.path()) ? Verdict.TAKEN : Verdict.SHARE;
    }

    /** Whether a folder below an input folder is to be entered: it matches none of the patterns that leave out files. */
    boolean enters(String input, String folder) {
        return !matchesAny(exclude, folder.substring(folder.lastIndexOf('/') + 1), below(input, folder));
    }

    private static String below(String input, String path) {
        return path.substring(input.endsWith("/") ? input.length() : input.length() + 1);
    }

    /** Whether a file is of this task's share, if it is selected; files of one sequence are of one share. */
    boolean isOfThisTask(String path) {
        if (tasks == 1) {
            return true;
        }
        CRC32 hash = new CRC32();
        hash.update(order.shareKey(path).getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % tasks == task;
    }

    private static boolean matchesAny(List<NamePattern> patterns, String name, String path) {
        for (NamePattern pattern : patterns) {
            if (pattern.test(name, path)) {
                return true;
            }
        }
        return false;
    }
}
