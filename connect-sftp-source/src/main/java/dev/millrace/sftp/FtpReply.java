package dev.millrace.sftp;

import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.commons.net.ftp.FTPReply;

/** An answer that refuses something, kept while other commands are sent. */
record FtpReply(int code, String text) {

    /** What servers say where a 550 alone could mean that nothing is there. */
    private static final Pattern DENIED = Pattern.compile("(?i)permission|denied|not allowed|forbidden|access");

    /** What servers say where a refusal will pass. */
    private static final Pattern BUSY = Pattern.compile("(?i)busy|in use|locked|used by another|try again");

    static FtpReply of(FtpControl control) {
        return new FtpReply(control.getReplyCode(), control.text());
    }

    boolean isAboutTheFile() {
        return code == FTPReply.FILE_UNAVAILABLE
                || code == FTPReply.FILE_NAME_NOT_ALLOWED
                || code == FTPReply.FILE_ACTION_NOT_TAKEN;
    }

    boolean isBusy() {
        return BUSY.matcher(withoutPaths()).find();
    }

    boolean isDenial() {
        return DENIED.matcher(withoutPaths()).find();
    }

    /** A folder may be called like a reason. */
    private String withoutPaths() {
        return text.replaceAll("\\S*/\\S*", "");
    }

    IOException cause() {
        return new IOException(text);
    }
}
