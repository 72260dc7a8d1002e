package dev.millrace.sftp;

import com.jcraft.jsch.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the library what it does not throw: whether a connection broke while the login was under way, which it reports
 * in the same words as a refused login.
 */
final class AuthenticationLog implements Logger {

    private volatile boolean broken;

    /** Whether the answer to a login never came. */
    boolean broke() {
        return broken;
    }

    @Override
    public boolean isEnabled(int level) {
        return level == WARN;
    }

    @Override
    public void log(int level, String message) {
        if (message.startsWith("an exception during authentication")) {
            broken = true;
        }
    }

    @Override
    public void log(int level, String message, @Nullable Throwable cause) {
        log(level, message);
    }
}
