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
    private final Map<String, FileIdentity> contents = new HashMap<>();
    private final Map<String, FileIdentity> inPlace = new HashMap<>();
    private final Set<String> duplicates = new HashSet<>();
    private final Set<String> putOff = new HashSet<>();
    private final Set<String> shown = new HashSet<>();

    /** Whether a file that a scan shows is to be left alone. */
    boolean has(FileIdentity file) {
        String path = file.path();
        if (inPlace.containsKey(path) || putOff.contains(path)) {
            shown.add(path);
        }
        return isOnItsWay(file) || file.equals(inPlace.get(path));
    }

    /** Whether the file, or one that had its path before, is on its way. */
    boolean isOnItsWay(FileIdentity file) {
        return onTheirWay.containsKey(file.path());
    }

    /** Whether a file that stays in place is there as a duplicate of another. */
    boolean isDuplicate(FileIdentity file) {
        return duplicates.contains(file.path());
    }

    void take(FileIdentity file) {
        onTheirWay.put(file.path(), file);
    }

    /** Takes a file whose content is known now; not so while another of the same content is on its way. */
    boolean takeContent(FileIdentity file) {
        FileIdentity other = contents.putIfAbsent(file.sha256().orElseThrow(), file);
        return other == null || other.equals(file);
    }

    int taken() {
        return onTheirWay.size();
    }

    /** It is done and stays where it is. */
    void keep(FileIdentity file) {
        release(file);
        inPlace.put(file.path(), file);
        duplicates.remove(file.path());
    }

    /** It was not read, since it was before, and stays where it is. */
    void keepDuplicate(FileIdentity file) {
        keep(file);
        duplicates.add(file.path());
    }

    /** It is done and gone, or another file now. */
    void release(FileIdentity file) {
        onTheirWay.remove(file.path(), file);
        file.sha256().ifPresent(hash -> contents.remove(hash, file));
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
        duplicates.retainAll(shown);
        putOff.retainAll(shown);
    }
}
