package dev.millrace.sftp;

import dev.millrace.partner.FtpPartner.Protection;

/** FTP with TLS from the first byte on. */
final class FtpsImplicitFileStoreTest extends FtpFileStoreTest {

    @Override
    Protection protection() {
        return Protection.IMPLICIT;
    }
}
