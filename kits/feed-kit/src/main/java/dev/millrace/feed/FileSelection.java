package dev.millrace.feed;

import dev.millrace.feed.store.StoredFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/** Which files a task takes: by name, and by its share of the work. */
final class FileSelection implements Predicate<StoredFile> {

    private final List<Glob> include;
    private final List<Glob> exclude;
    private final int task;
    private final int tasks;

    /**
     * Takes a share of the files whose names match.
     *
     * @param task from 0
     */
    FileSelection(SelectionSettings settings, int task, int tasks) {
        this.include = settings.include().stream().map(Glob::new).toList();
        this.exclude = settings.exclude().stream().map(Glob::new).toList();
        this.task = task;
        this.tasks = tasks;
    }

    @Override
    public boolean test(StoredFile file) {
        String name = file.name();
        return include.stream().anyMatch(glob -> glob.test(name))
                && exclude.stream().noneMatch(glob -> glob.test(name))
                && shareOf(file.path()) == task;
    }

    private int shareOf(String path) {
        CRC32 hash = new CRC32();
        hash.update(path.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % tasks);
    }
}
