package dev.millrace.feed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The files a task need not look at: those on their way, and those that stay in place when they are done. Remembers
 * which were put off. Bounded by what the folder holds. Belongs to the reading thread.
 */
final class FilesInHand {

    private final Map<String, FileIdentity> onTheirWay = new HashMap<>();
    private final Map<String, FileIdentity> inPlace = new HashMap<>();
    private final Set<String> putOff = new HashSet<>();
    private final Set<String> shown = new HashSet<>();

    /** Whether a file that a scan shows is to be left alone. */
    boolean has(FileIdentity file) {
        String path = file.path();
        if (inPlace.containsKey(path) || putOff.contains(path)) {
            shown.add(path);
        }
        return onTheirWay.containsKey(path) || file.equals(inPlace.get(path));
    }

    void take(FileIdentity file) {
        onTheirWay.put(file.path(), file);
    }

    int taken() {
        return onTheirWay.size();
    }

    /** It is done and stays where it is. */
    void keep(FileIdentity file) {
        release(file);
        inPlace.put(file.path(), file);
    }

    /** It is done and gone, or another file now. */
    void release(FileIdentity file) {
        onTheirWay.remove(file.path(), file);
    }

    /** It can't be read now; the next listing offers it again. */
    void putOff(FileIdentity file) {
        release(file);
        putOff.add(file.path());
    }

    boolean wasPutOff(FileIdentity file) {
        return putOff.contains(file.path());
    }

    void scanBegins() {
        shown.clear();
    }

    /** What the folder no longer holds is forgotten. */
    void scanEnded() {
        inPlace.keySet().retainAll(shown);
        putOff.retainAll(shown);
    }
}
