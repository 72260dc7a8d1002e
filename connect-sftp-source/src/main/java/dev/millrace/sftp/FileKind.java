package dev.millrace.sftp;

import com.jcraft.jsch.SftpATTRS;

/** What stands behind a name on the server. */
enum FileKind {
    FILE,
    FOLDER,
    LINK,
    /** A device, a socket: nothing to read records from. */
    OTHER;

    /** Whether the attributes tell the kind at all: it is part of the permissions (draft-ietf-secsh-filexfer-02, 5). */
    static boolean isTold(SftpATTRS attributes) {
        return (attributes.getFlags() & SftpATTRS.SSH_FILEXFER_ATTR_PERMISSIONS) != 0;
    }

    /**
     * The kind of a listed entry. Some servers send no permissions; the line for people, which begins like one of
     * {@code ls -l}, tells then, and what it does not tell is a file.
     */
    static FileKind of(SftpATTRS attributes, String line) {
        if (isTold(attributes)) {
            return attributes.isReg() ? FILE : attributes.isDir() ? FOLDER : attributes.isLink() ? LINK : OTHER;
        }
        return line.startsWith("d") ? FOLDER : line.startsWith("l") ? LINK : FILE;
    }
}
