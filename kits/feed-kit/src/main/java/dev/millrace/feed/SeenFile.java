package dev.millrace.feed;

import dev.millrace.feed.store.StoredFile;

/** What the listings have shown of a file that this task reads; small, since there are as many as files. */
final class SeenFile {

    private final String path;
    private final long since;
    private long size;
    private long modified;
    private long same;
    private int scans;
    private int scan;

    SeenFile(StoredFile file, long now, int scan) {
        this.path = file.path();
        this.since = now;
        begin(file, now, scan);
    }

    /** Takes in what a listing shows; one that broke off and begins again counts once. */
    void see(StoredFile file, long now, int inScan) {
        if (size != file.size() || modified != file.modified()) {
            begin(file, now, inScan);
        } else if (scan != inScan) {
            scan = inScan;
            scans++;
        }
    }

    private void begin(StoredFile file, long now, int inScan) {
        size = file.size();
        modified = file.modified();
        same = now;
        scans = 1;
        scan = inScan;
    }

    String path() {
        return path;
    }

    long size() {
        return size;
    }

    long modified() {
        return modified;
    }

    /** When it was seen first, by our own clock. */
    long since() {
        return since;
    }

    /** Since when it looks as it does. */
    long same() {
        return same;
    }

    /** In how many listings in a row it looked so. */
    int scans() {
        return scans;
    }

    boolean isIn(int listing) {
        return scan == listing;
    }
}
