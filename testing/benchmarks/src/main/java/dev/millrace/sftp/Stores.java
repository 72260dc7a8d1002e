package dev.millrace.sftp;

import dev.millrace.feed.store.FileStore;
import java.util.Map;

/** Opens the store that a configuration of the SFTP source describes, without a worker around it. */
public final class Stores {

    private Stores() {}

    /** Connects at its first use. */
    public static FileStore open(Map<String, String> configuration) {
        return SftpSourceSettings.from(configuration).store().newStore();
    }
}
