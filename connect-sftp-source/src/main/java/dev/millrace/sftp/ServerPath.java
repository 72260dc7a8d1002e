package dev.millrace.sftp;

import java.util.UUID;

/** How paths are put together and taken apart. */
final class ServerPath {

    private ServerPath() {}

    static String inside(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** The folder that a path lies in; the root lies in itself. */
    static String above(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** A new path in the folder for what is there for a moment only. */
    static String temporary(String folder) {
        return inside(folder, ".millrace-" + UUID.randomUUID() + ".tmp");
    }
}
