package dev.millrace.ops.watch;

import dev.millrace.ops.console.Section;
import dev.millrace.ops.console.Site;

/** Has no page: looks at the cluster while the console runs. */
public final class WatchSection implements Section {

    private final Watch watch;
    private final Runnable behind;

    /**
     * @param watch to start with the console, and to close with it
     * @param behind closes what the watch asks, once it asks no more
     */
    public WatchSection(Watch watch, Runnable behind) {
        this.watch = watch;
        this.behind = behind;
    }

    @Override
    public void addTo(Site site) {}

    @Override
    public void start() {
        watch.start();
    }

    @Override
    public void close() {
        watch.close();
        behind.run();
    }
}
