;;; run.el --- Drives cmklint.el with Eglot  -*- lexical-binding: t -*-

;; CMKLINT=PROGRAM emacs -Q --batch -l Editors/emacs/test/run.el

;;; Code:

(require 'package)
;; -Q leaves out what Debian installs.
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(add-to-list 'load-path (file-name-directory (directory-file-name (file-name-directory load-file-name))))
(require 'cmklint)
(require 'eglot)
(require 'flymake)

(defconst manifest "cmkManifest: 1
vaults:
  kv:
    region: eastus
    purgeProtection: true
    keys:
      k: { type: RSA, size: 4096 }
resources:
  app:
    kind: foundry
    region: eastus
    identity: systemAssigned
    encryption: { source: customerManaged, key: kv/k }
")

(defun wait-for (what condition)
  "Run the event loop until CONDITION gives something, which is returned; WHAT names it."
  (let ((end (+ (float-time) 15)) found)
    (while (not (setq found (funcall condition)))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.05))
    found))

(let* ((root (make-temp-file "cmklint" t))
       (file (expand-file-name "a.cmk.yaml" root))
       (inhibit-message t)
       (create-lockfiles nil)
       (eglot-sync-connect t)
       (cmklint-command (list (getenv "CMKLINT") "--stdio"))
       (status 1))
  (unwind-protect
      (condition-case problem
          (progn
            (write-region manifest nil file)
            (find-file file)
            (unless (eq major-mode 'cmklint-manifest-mode) (error "The mode is %s" major-mode))
            (apply #'eglot (eglot--guess-contact))
            (flymake-mode 1)
            (let ((finding (wait-for "the finding"
                                     (lambda ()
                                       (flymake-start)
                                       (accept-process-output nil 0.05)
                                       (seq-find (lambda (one) (string-match-p "4096" (flymake-diagnostic-text one)))
                                                 (flymake-diagnostics))))))
              (unless (equal (buffer-substring-no-properties (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding)) "4096")
                (error "The finding is not at the size")))
            (eglot-shutdown (eglot-current-server) nil 5)
            (princ "ok: Emacs shows the finding through Editors/emacs\n")
            (setq status 0))
        (error (princ (format "FAILED: %s\n" (error-message-string problem)))))
    (delete-directory root t)
    (kill-emacs status)))
;;; run.el ends here
