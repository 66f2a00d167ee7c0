print("cmklint")
