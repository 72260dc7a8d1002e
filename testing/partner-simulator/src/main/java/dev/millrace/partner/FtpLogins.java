package dev.millrace.partner;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ftpserver.ftplet.Authentication;
import org.apache.ftpserver.ftplet.AuthenticationFailedException;
import org.apache.ftpserver.ftplet.User;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.usermanager.UsernamePasswordAuthentication;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.ConcurrentLoginPermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** The one user of an FTP partner. Thread-safe. */
final class FtpLogins implements UserManager {

    private final String username;
    private final String password;
    private final FtpFaults faults;
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean refuse;

    FtpLogins(String username, String password, FtpFaults faults) {
        this.username = username;
        this.password = password;
        this.faults = faults;
    }

    void refuse(boolean on) {
        refuse = on;
    }

    long sessions() {
        return sessions.get();
    }

    long refused() {
        return refused.get();
    }

    @Override
    public User authenticate(Authentication authentication) throws AuthenticationFailedException {
        boolean known = authentication instanceof UsernamePasswordAuthentication login
                && username.equals(login.getUsername())
                && password.equals(login.getPassword());
        if (!known || refuse) {
            refused.incrementAndGet();
            throw new AuthenticationFailedException("not this user");
        }
        sessions.incrementAndGet();
        faults.loggedIn();
        return user();
    }

    @Override
    public User getUserByName(String name) {
        return user();
    }

    private User user() {
        BaseUser user = new BaseUser();
        user.setName(username);
        user.setHomeDirectory("/");
        user.setMaxIdleTime(FtpPartner.IDLE_SECONDS);
        user.setAuthorities(List.of(new WritePermission(), new ConcurrentLoginPermission(0, 0)));
        return user;
    }

    @Override
    public String[] getAllUserNames() {
        return new String[] {username};
    }

    @Override
    public boolean doesExist(String name) {
        return username.equals(name);
    }

    @Override
    public void delete(String name) {
        throw new UnsupportedOperationException("the user stays");
    }

    @Override
    public void save(User user) {
        throw new UnsupportedOperationException("the user stays as it is");
    }

    @Override
    public String getAdminName() {
        return "nobody";
    }

    @Override
    public boolean isAdmin(String name) {
        return false;
    }
}
