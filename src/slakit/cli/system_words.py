"""What the system, or SQLite, says when it refuses something, in Persian: by its own English words, as they give them."""

import errno
import os
from typing import Final

_BY_NUMBER: Final = {
    errno.ENOENT: "چنین فایل یا پوشه‌ای وجود ندارد",
    errno.ENOTDIR: "بخشی از این مسیر پوشه نیست",
    errno.EISDIR: "این یک پوشه است",
    errno.EEXIST: "از پیش وجود دارد",
    errno.ENOTEMPTY: "پوشه خالی نیست",
    errno.EACCES: "اجازهٔ آن را ندارید",
    errno.EPERM: "اجازهٔ این کار داده نشده است",
    errno.EROFS: "در اینجا فقط می‌توان خواند",
    errno.ENOSPC: "جایی نمانده است",
    errno.EDQUOT: "سهم شما از این دیسک پر شده است",
    errno.EFBIG: "فایل از اندازهٔ مجاز بزرگ‌تر می‌شود",
    errno.ENAMETOOLONG: "نام آن بیش از اندازه دراز است",
    errno.ELOOP: "پیوندهای نمادین به خود بازمی‌گردند",
    errno.EBADF: "بسته است",
    errno.EIO: "دستگاه خطا داد",
    errno.EMFILE: "فایل‌های بازِ این برنامه بیش از حد مجاز است",
    errno.EADDRINUSE: "برنامهٔ دیگری آن را گرفته است",
    errno.EADDRNOTAVAIL: "این نشانی از آن این دستگاه نیست",
    errno.ECONNREFUSED: "اتصال پذیرفته نشد",
    errno.ECONNRESET: "اتصال از آن سو بسته شد",
    errno.EPIPE: "اتصال از آن سو بسته شد",
    errno.ENETUNREACH: "شبکهٔ آن در دسترس نیست",
    errno.EHOSTUNREACH: "راهی به آن دستگاه نیست",
    errno.ETIMEDOUT: "در مهلت مقرر پاسخی نیامد",
}
OF_NAMES: Final = dict.fromkeys(
    ("Name or service not known", "nodename nor servname provided, or not known"), "چنین نامی در شبکه نیست"
) | {
    "Temporary failure in name resolution": "نام آن اکنون در شبکه یافته نمی‌شود",
    "No address associated with hostname": "برای این نام نشانی‌ای ثبت نشده است",
}
OF_RECEIVERS: Final = {
    "timed out": _BY_NUMBER[errno.ETIMEDOUT],
    "Remote end closed connection without response": "اتصال را بی پاسخ بست",
    "no secure connection could be made": "اتصال امن برقرار نشد",
    "its certificate is not trusted: self-signed certificate": "گواهی آن را خودش امضا کرده است",
    "its certificate has expired": "اعتبار گواهی آن به سر آمده است",
    "its certificate is for another name": "گواهی آن برای نام دیگری است",
    "its certificate is not trusted: unable to get local issuer certificate": "امضاکنندهٔ گواهی آن شناخته نیست",
    "its certificate is not trusted: self-signed certificate in certificate chain": "امضاکنندهٔ گواهی آن شناخته نیست",
}
"""Of those to whom a webhook sends; what they answer, such as `HTTP 503`, is told as it is."""
OF_SQLITE: Final = {
    "file is not a database": "این فایل پایگاه داده نیست",
    "database disk image is malformed": "پایگاه داده آسیب دیده است",
    "database is locked": "برنامهٔ دیگری آن را گرفته است",
    "database or disk is full": _BY_NUMBER[errno.ENOSPC],
    "attempt to write a readonly database": _BY_NUMBER[errno.EACCES],
    "unable to open database file": "پایگاه داده باز نشد",
    "disk I/O error": _BY_NUMBER[errno.EIO],
}
IN_PERSIAN: Final = (
    {os.strerror(number): words for number, words in _BY_NUMBER.items()} | OF_SQLITE | OF_NAMES | OF_RECEIVERS
)
"""Whatever stands in no line of this is told as the system tells it."""
